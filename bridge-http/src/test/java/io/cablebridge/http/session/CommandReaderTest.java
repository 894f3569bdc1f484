package io.cablebridge.http.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cablebridge.http.exchange.ApiException;
import io.cablebridge.http.exchange.ErrorCode;
import io.cablebridge.http.exchange.Reloadable;
import io.cablebridge.http.exchange.RequestCounters;
import io.cablebridge.http.request.HttpConfig;
import io.cablebridge.http.rig.RandomJson;
import io.cablebridge.protocol.Command;
import io.cablebridge.protocol.JsonText;
import io.cablebridge.setting.ConfigRecords;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The client's own text of identifier and data is cut out of the body exactly. */
class CommandReaderTest {
  private final CommandReader reader =
      new CommandReader(
          new Reloadable<>(ConfigRecords.defaults(HttpConfig.class)), new RequestCounters());

  private List<Command> read(String body) throws ApiException {
    return reader.read(body.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void randomBodiesAreCutExactly() throws ApiException {
    RandomJson json = new RandomJson(3);
    for (int n = 0; n < 3000; n++) {
      List<Command> expected = new ArrayList<>();
      StringBuilder body = new StringBuilder(json.space()).append('[');
      for (int count = 1 + json.below(5); count > 0; count--) {
        body.append(body.charAt(body.length() - 1) == '[' ? "" : ",").append(json.space());
        expected.add(request(json, body));
      }
      body.append(json.space()).append(']').append(json.space());
      assertThat(read(body.toString())).as(body.toString()).isEqualTo(expected);
    }
  }

  private static Command request(RandomJson json, StringBuilder body) {
    String identifier = json.identifier();
    String data = json.identifier();
    String identifierField = "\"identifier\"" + json.space() + ":" + json.space() + identifier;
    int kind = json.below(3);
    String verb =
        switch (kind) {
          case 0 -> "\"subscribe\":true";
          case 1 -> "\"unsubscribe\":" + json.space() + "true,\"send\":null";
          default -> "\"send\":" + json.space() + data;
        };
    boolean verbFirst = json.below(2) == 0;
    body.append('{')
        .append(verbFirst ? verb : identifierField)
        .append(json.space())
        .append(",\"x\":")
        .append(json.value(2))
        .append(',')
        .append(verbFirst ? identifierField : verb)
        .append(json.space())
        .append('}');
    JsonText text = JsonText.of(identifier);
    return switch (kind) {
      case 0 -> new Command.Subscribe(text);
      case 1 -> new Command.Unsubscribe(text);
      default -> new Command.Send(text, JsonText.of(data));
    };
  }

  @Test
  void aByteOrderMarkMovesNothing() throws ApiException {
    assertThat(read("\ufeff {\"identifier\":{\"channel\":\"é\"},\"subscribe\":true}"))
        .containsExactly(new Command.Subscribe(JsonText.of("{\"channel\":\"é\"}")));
  }

  @Test
  void parametersAreCutExactly() throws ApiException {
    assertThat(reader.subscribes(List.of(" { \"channel\" : \"é\" } ", "{\"channel\":\"B\"}")))
        .containsExactly(
            new Command.Subscribe(JsonText.of("{ \"channel\" : \"é\" }")),
            new Command.Subscribe(JsonText.of("{\"channel\":\"B\"}")));
  }

  @Test
  void everyTruncationIsRefused() {
    String body =
        "[{\"identifier\":{\"channel\":\"A\"},\"send\":{\"a\":[1.5e3,true,\"\\u0041é\"]}}]";
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> reader.read(cut)).isInstanceOf(ApiException.class);
    }
  }

  @Test
  void everyChangeOfAByteIsReadOrRefusedAndNeverFails() {
    byte[] body =
        "[{\"identifier\":{\"channel\":\"A\"},\"send\":{\"a\":[1.5e3,true,\"\\u0041é\"]}}]"
            .getBytes(StandardCharsets.UTF_8);
    for (int at = 0; at < body.length; at++) {
      for (int value = 0; value < 256; value++) {
        byte[] changed = body.clone();
        changed[at] = (byte) value;
        try {
          assertThat(reader.read(changed)).isNotEmpty();
        } catch (ApiException e) {
          assertThat(e.code()).isEqualTo(ErrorCode.BAD_REQUEST);
        }
      }
    }
  }
}
