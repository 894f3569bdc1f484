package io.cablebridge.http.publish;

import static io.cablebridge.http.rig.Publisher.ONE;
import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.http.rig.Answer;
import io.cablebridge.http.rig.Client;
import io.cablebridge.http.rig.Publisher;
import io.cablebridge.stream.Publication;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is published over the wire, and what the broker is given of it. */
class PublishContractTest {
  private final Publisher publisher = Publisher.start(Publisher.keys("key", "key"), "/");

  @AfterEach
  void stop() {
    publisher.close();
  }

  private Answer publish(String body) {
    return publisher.publish("/_broadcast", "key", body);
  }

  private Publication published(String body) {
    Answer answer = publish(body).expect(201);
    assertThat(answer.body()).isEmpty();
    assertThat(publisher.broker().published()).hasSize(1);
    return publisher.broker().published().get(0);
  }

  private void assertRefused(String body, String code, String... words) {
    Answer answer = publish(body).expectError(422, code);
    assertThat(List.of(words)).allMatch(answer.json().get("detail").asText()::contains);
    assertThat(answer.json().get("retry").asBoolean()).isFalse();
    assertThat(publisher.broker().published()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/_broadcast", "/api/publish"})
  void whatIsPublishedReachesTheBrokerAsItIs(String path) {
    Answer answer = publisher.publish(path, "key", ONE).expect(201);
    assertThat(answer.body()).isEmpty();
    assertThat(publisher.broker().published())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.stream()).isEqualTo("chat");
              assertThat(one.json()).hasToString("{\"b\":1,\"a\":2}");
              assertThat(one.type()).isNull();
              assertThat(one.excludedSocket()).isNull();
              assertThat(one.isTransient()).isFalse();
            });
  }

  @Test
  void aBatchIsPublishedInItsOrder() {
    publish(
            "[{\"stream\":\"a\",\"data\":\"1\"},{\"stream\":\"b\",\"data\":\"2\"},"
                + "{\"stream\":\"a\",\"data\":\"3\"}]")
        .expect(201);
    assertThat(publisher.broker().published())
        .extracting(one -> one.stream() + one.json())
        .containsExactly("a1", "b2", "a3");
  }

  @Test
  void metaIsTaken() {
    Publication one =
        published(
            "{\"stream\":\"a\",\"data\":\"1\",\"meta\":{\"broadcast_type\":\"whisper\","
                + "\"exclude_socket\":\"sid\",\"transient\":true,\"later\":[1]}}");
    assertThat(one.type()).isEqualTo("whisper");
    assertThat(one.excludedSocket()).isEqualTo("sid");
    assertThat(one.isTransient()).isTrue();
  }

  @Test
  void anEmptyMetaHasNoEffect() {
    Publication one =
        published(
            "{\"stream\":\"a\",\"data\":\"1\",\"meta\":{\"broadcast_type\":\"\","
                + "\"exclude_socket\":\"\",\"transient\":false}}");
    assertThat(one.type()).isNull();
    assertThat(one.excludedSocket()).isNull();
    assertThat(one.isTransient()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          "hello"             | "hello"
          "\\"hello\\""       | "hello"
          "<b>\\n</b>"        | "<b>\\n</b>"
          "null"              | "null"
          ""                  | ""
          "42"                | 42
          "12345678901234567890" | 12345678901234567890
          "[1, 2]"            | [1, 2]
          """)
  void dataIsJsonWhereItIsAndElseAString(String data, String json) {
    String expected = json.equals("null") ? "\"null\"" : json;
    assertThat(published("{\"stream\":\"a\",\"data\":" + data + "}").json()).hasToString(expected);
  }

  @Test
  void missingDataIsAnEmptyString() {
    assertThat(published("{\"stream\":\"a\"}").json()).hasToString("\"\"");
  }

  @Test
  void aStreamWinsOverACommandAndUnknownNamesAreLeftAlone() {
    Publication one = published("{\"command\":\"x\",\"stream\":\"a\",\"data\":\"1\",\"z\":{}}");
    assertThat(one.stream()).isEqualTo("a");
  }

  @Test
  void aNameOfAStreamIsAtMostOneKibibyteLong() {
    assertThat(published("{\"stream\":\"" + "é".repeat(512) + "\"}").stream()).hasSize(512);
    publisher.broker().published().clear();
    assertRefused(
        "{\"stream\":\"x" + "é".repeat(512) + "\"}", "unprocessable", "\"stream\"", "1024 bytes");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          {"data":"1"}                         | "stream" that is empty
          {"stream":"","data":"1"}             | "stream" that is empty
          {"stream":7,"data":"1"}              | "stream" that is not a string
          {"stream":"\\ud800","data":"1"}      | "stream" that is not Unicode
          {"stream":"a","data":{"b":1}}        | "data" that is not a string
          {"stream":"a","data":null}           | "data" that is not a string
          {"stream":"a","data":"\\udc00"}      | "data" that is not Unicode
          {"stream":"a","meta":"x"}            | "meta" that is not an object
          {"stream":"a","meta":{"transient":"yes"}}       | "transient" that is neither
          {"stream":"a","meta":{"transient":1}}           | "transient" that is neither
          {"stream":"a","meta":{"exclude_socket":1}}      | "exclude_socket" that is not a string
          {"stream":"a","meta":{"broadcast_type":[]}}     | "broadcast_type" that is not a string
          {"stream":"a","meta":{"broadcast_type":"x\\ny"}} | "broadcast_type" that cannot be
          """)
  void aMalformedPublicationIsRefusedByItsIndexAndNothingIsPublished(String bad, String what) {
    String which = "The publication has a ";
    assertRefused(bad, "unprocessable", which + what);
    assertRefused(
        "[" + ONE + "," + bad + "," + ONE + "]",
        "unprocessable",
        "The publication at index 1 has a " + what);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "nonsense",
        "null",
        "42",
        "\"chat\"",
        "[]",
        "[1]",
        "[[{\"stream\":\"a\"}]]",
        "{",
        "[{\"stream\":\"a\"}",
        "[{\"stream\":\"a\"},]",
        "{\"stream\":\"a\"} {\"stream\":\"b\"}",
        "{\"stream\":\"a\",\"stream\":\"b\"}",
        "{\"stream\":\"a\",\"data\":\"1\",\"d\\u0061ta\":\"2\"}"
      })
  void anInvalidPublicationIsRefused(String body) {
    assertRefused(body, "unprocessable");
  }

  @Test
  void aBodyThatIsNotUtf8IsRefused() {
    byte[] body = "{\"stream\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1);
    publisher
        .client()
        .call(
            "POST", "/_broadcast", BodyPublishers.ofByteArray(body), "Authorization", "Bearer key")
        .expectError(422, "unprocessable");
    assertThat(publisher.broker().published()).isEmpty();
  }

  @Test
  void aCommandIsRefusedByItsName() {
    String disconnect = "{\"command\":\"disconnect\",\"payload\":{\"identifier\":\"x\"}}";
    assertRefused(disconnect, "not_supported", "\"disconnect\"");
    assertRefused("[" + ONE + "," + disconnect + "]", "not_supported", "index 1", "disconnect");
  }

  @Test
  void aPublicationMayBeAsLongAsTheBody() {
    String text = "x".repeat((1 << 20) - 100);
    assertThat(published("{\"stream\":\"a\",\"data\":\"" + text + "\"}").json().length())
        .isEqualTo(text.length() + 2);
  }

  @Test
  void theAnswerWaitsForTheBroker() {
    CompletableFuture<Void> taken = new CompletableFuture<>();
    publisher.broker().waitFor(taken);
    CompletableFuture<Answer> answer =
        publisher.client().postLater("/_broadcast", ONE, "Authorization", "Bearer key");
    org.awaitility.Awaitility.await().until(() -> publisher.broker().published().size() == 1);
    assertThat(answer).isNotDone();
    taken.complete(null);
    Client.join(answer).expect(201);
  }

  @Test
  void anUnavailableBrokerIsA503ThatMayBeRetried() {
    publisher.broker().takeOnly(0);
    Answer answer = publish(ONE).expectError(503, "broker_unavailable");
    assertThat(answer.json().get("retry").asBoolean()).isTrue();
    assertThat(answer.header("Retry-After")).isNotEmpty();
  }

  @Test
  void aPartlyAcceptedBatchReportsHowMuch() {
    publisher.broker().takeOnly(1);
    Answer answer =
        publish("[" + ONE + "," + ONE + "," + ONE + "]").expectError(503, "broker_unavailable");
    assertThat(answer.json().get("detail").asText()).contains("accepted 1 of 3");
  }

  @Test
  void aBrokerThatFailsIsA500WithoutItsReason() {
    publisher.broker().failWith(new IllegalArgumentException("a secret reason"));
    Answer answer = publish(ONE).expectError(500, "internal");
    assertThat(answer.text()).doesNotContain("reason");
  }
}
