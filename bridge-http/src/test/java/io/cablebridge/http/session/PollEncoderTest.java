package io.cablebridge.http.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cablebridge.http.rig.Answer;
import io.cablebridge.http.rig.RandomDeliveries;
import io.cablebridge.http.rig.RandomDeliveries.Made;
import io.cablebridge.http.rig.RandomJson;
import io.cablebridge.session.delivery.Event;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A poll's answer is JSON and says what was said, whatever Rails and the client wrote. */
class PollEncoderTest {

  @Test
  void randomDeliveriesParseAsSent() {
    RandomDeliveries deliveries = new RandomDeliveries(new RandomJson(2));
    for (int n = 0; n < 2000; n++) {
      Made made = deliveries.next(8);
      String text =
          StandardCharsets.UTF_8
              .decode(PollEncoder.answer(made.delivery(), deliveries.session))
              .toString();
      JsonNode answer = Answer.parse(text);
      assertThat(answer.get("messages")).containsExactlyElementsOf(expected(made));
      assertThat(answer.get("dropped").asLong()).isEqualTo(made.delivery().dropped());
      assertThat(answer.get("queue_length").asLong()).isEqualTo(3);
      assertThat(answer.get("position").asText())
          .isEqualTo(made.delivery().position() + "/" + deliveries.session.epoch());
      assertThat(answer.get("session_id").asText()).isEqualTo(deliveries.session.epoch());
      assertCarriesTheBytes(text, made);
    }
  }

  /** The objects of a stream without {@code session_id}; drops are a number. */
  private static List<JsonNode> expected(Made made) {
    List<JsonNode> messages = new ArrayList<>();
    for (int n = 0; n < made.json().size(); n++) {
      Event event = made.delivery().events().get(n);
      if (!(event instanceof Event.Dropped)) {
        ObjectNode message = (ObjectNode) Answer.parse(made.json().get(n));
        message.remove("session_id");
        messages.add(message);
      }
    }
    return messages;
  }

  private static void assertCarriesTheBytes(String text, Made made) {
    for (Event event : made.delivery().events()) {
      if (event instanceof Event.ChannelEvent channel) {
        assertThat(text)
            .contains(
                "\"identifier\":"
                    + channel.subscription().identifier()
                    + ",\"message\":"
                    + channel.message());
      }
    }
  }
}
