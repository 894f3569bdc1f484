package io.cablebridge.http.anycable;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.protocol.JsonText;
import java.util.List;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.UrlEncoded;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnyCableIdentifiersTest {

  private static List<String> of(String query) {
    Fields fields = new Fields(true);
    UrlEncoded.decodeUtf8To(query, fields);
    return AnyCableIdentifiers.of(fields).stream().map(JsonText::toString).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          channel=ChatChannel | {"channel":"ChatChannel"}
          stream=chat         | {"channel":"$pubsub","stream_name":"chat"}
          signed_stream=a--b  | {"channel":"$pubsub","signed_stream_name":"a--b"}
          turbo_signed_stream_name=a--b | {"channel":"Turbo::StreamsChannel","signed_stream_name":"a--b"}
          identifier={ "room" : 1, "channel":"<A>" } | { "room" : 1, "channel":"<A>" }
          """)
  void eachParameterBecomesAnIdentifierAsAnyCableWritesIt(String query, String identifier) {
    assertThat(of(query)).containsExactly(identifier);
  }

  @Test
  void markupIsEscaped() {
    assertThat(of("stream=%3C%26%3E%22%5C%0A%E2%80%A8%C3%A9"))
        .containsExactly(
            "{\"channel\":\"$pubsub\",\"stream_name\":\"\\u003c\\u0026\\u003e\\\"\\\\\\n\\u2028é\"}");
  }

  @Test
  void severalIdentifiersKeepTheOrderOfTheirKinds() {
    assertThat(
            of(
                "turbo_signed_stream_name=t&signed_stream=s&stream=b&stream=a&channel=C"
                    + "&identifier=i"))
        .containsExactly(
            "i",
            "{\"channel\":\"C\"}",
            "{\"channel\":\"$pubsub\",\"stream_name\":\"b\"}",
            "{\"channel\":\"$pubsub\",\"stream_name\":\"a\"}",
            "{\"channel\":\"$pubsub\",\"signed_stream_name\":\"s\"}",
            "{\"channel\":\"Turbo::StreamsChannel\",\"signed_stream_name\":\"t\"}");
  }

  @Test
  void duplicateParametersNameOneIdentifier() {
    assertThat(of("stream=a&stream=a&identifier={\"channel\":\"C\"}&channel=C"))
        .containsExactly("{\"channel\":\"C\"}", "{\"channel\":\"$pubsub\",\"stream_name\":\"a\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "stream=", "stream&channel=&identifier=", "Stream=a", "raw=1"})
  void aParameterWithoutAValueNamesNothing(String query) {
    assertThat(of(query)).isEmpty();
  }
}
