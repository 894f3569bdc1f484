package io.cablebridge.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.secret.Secret;
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

/** {@code POST /_broadcast} and {@code POST /api/publish} over the wire. */
class PublishContractTest {
  private static final String ONE = "{\"stream\":\"chat\",\"data\":\"{\\\"b\\\":1,\\\"a\\\":2}\"}";
  private static final String BOTH = "key";

  private Running bridge = Running.start(plan -> plan.publish = keys(BOTH, BOTH));

  @AfterEach
  void stop() {
    bridge.close();
  }

  private static PublishConfig keys(String broadcast, String api) {
    return new PublishConfig(Secret.NONE, Secret.of(broadcast), Secret.of(api), 1 << 20);
  }

  private void restart(PublishConfig config, String basePath) {
    bridge.close();
    bridge =
        Running.start(
            plan -> {
              plan.publish = config;
              plan.basePath = basePath;
            });
  }

  private Answer publish(String path, String key, String body) {
    return post(path, "Bearer " + key, body);
  }

  /** On a connection of its own, as a refusal leaves the body unread. */
  private Answer post(String path, String authorization, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    try (Wire wire = Wire.to(bridge)) {
      wire.send(
              Wire.request(
                  "POST " + path,
                  "Authorization: " + authorization,
                  "Content-Length: " + bytes.length))
          .sendWhatIsTaken(bytes);
      return wire.answer();
    }
  }

  private Publication published(String body) {
    Answer answer = publish("/_broadcast", BOTH, body).expect(201);
    assertThat(answer.body()).isEmpty();
    assertThat(bridge.broker.published()).hasSize(1);
    return bridge.broker.published().get(0);
  }

  private void assertRefused(String body, String code, String... words) {
    Answer answer = publish("/_broadcast", BOTH, body).expectError(422, code);
    assertThat(List.of(words)).allMatch(answer.json().get("detail").asText()::contains);
    assertThat(answer.json().get("retry").asBoolean()).isFalse();
    assertThat(bridge.broker.published()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/_broadcast", "/api/publish"})
  void whatIsPublishedReachesTheBrokerAsItIs(String path) {
    Answer answer = publish(path, BOTH, ONE).expect(201);
    assertThat(answer.body()).isEmpty();
    assertThat(bridge.broker.published())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.stream()).isEqualTo("chat");
              assertThat(one.json()).hasToString("{\"b\":1,\"a\":2}");
              assertThat(one.type()).isNull();
              assertThat(one.excludedSocket()).isNull();
              assertThat(one.fleeting()).isFalse();
            });
  }

  @Test
  void aBatchIsPublishedInItsOrder() {
    publish(
            "/_broadcast",
            BOTH,
            "[{\"stream\":\"a\",\"data\":\"1\"},{\"stream\":\"b\",\"data\":\"2\"},"
                + "{\"stream\":\"a\",\"data\":\"3\"}]")
        .expect(201);
    assertThat(bridge.broker.published())
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
    assertThat(one.fleeting()).isTrue();
  }

  @Test
  void anEmptyMetaSaysNothing() {
    Publication one =
        published(
            "{\"stream\":\"a\",\"data\":\"1\",\"meta\":{\"broadcast_type\":\"\","
                + "\"exclude_socket\":\"\",\"transient\":false}}");
    assertThat(one.type()).isNull();
    assertThat(one.excludedSocket()).isNull();
    assertThat(one.fleeting()).isFalse();
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
    bridge.broker.published().clear();
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
  void whatIsNoPublicationIsRefused(String body) {
    assertRefused(body, "unprocessable");
  }

  @Test
  void whatIsNoUtf8IsRefused() {
    byte[] body = "{\"stream\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1);
    bridge
        .client()
        .call(
            "POST",
            "/_broadcast",
            BodyPublishers.ofByteArray(body),
            "Authorization",
            "Bearer " + BOTH)
        .expectError(422, "unprocessable");
    assertThat(bridge.broker.published()).isEmpty();
  }

  @Test
  void aCommandIsRefusedByItsName() {
    String disconnect = "{\"command\":\"disconnect\",\"payload\":{\"identifier\":\"x\"}}";
    assertRefused(disconnect, "not_supported", "\"disconnect\"");
    assertRefused("[" + ONE + "," + disconnect + "]", "not_supported", "index 1", "disconnect");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/_broadcast", "/api/publish"})
  void withoutTheRightKeyNothingIsPublished(String path) {
    bridge.client().post(path, "").expectError(401, "unauthorized");
    for (String wrong :
        List.of(
            "Bearer kez", "Bearer ke", "Bearer keyy", "Bearer ", "Bearer", "key", "Basic key")) {
      Answer answer = post(path, wrong, ONE).expectError(401, "unauthorized");
      assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
    }
    assertThat(bridge.broker.published()).isEmpty();
  }

  @Test
  void eachDoorHasItsOwnKey() {
    restart(keys("b", "a"), "/");
    publish("/_broadcast", "a", ONE).expectError(401, "unauthorized");
    publish("/api/publish", "b", ONE).expectError(401, "unauthorized");
    publish("/_broadcast", "b", ONE).expect(201);
    publish("/api/publish", "a", ONE).expect(201);
  }

  @Test
  void keysAreDerivedFromOneSecretAsAnyCableDerivesThem() {
    restart(new PublishConfig(Secret.of("qwerty"), Secret.NONE, Secret.NONE, 1 << 20), "/");
    String broadcast = "42923a28b760e667fc92f7c6123bb07a282822b329dd2ef48e7aee7830d98485";
    String api = "bdd0244b3664404d03b7d0c2f1b946dc4fc6c13fdcbfa2be62a4a28deb04d096";
    publish("/_broadcast", broadcast, ONE).expect(201);
    publish("/api/publish", api, ONE).expect(201);
    publish("/_broadcast", api, ONE).expectError(401, "unauthorized");
    publish("/_broadcast", "qwerty", ONE).expectError(401, "unauthorized");
  }

  @Test
  void aKeyOfItsOwnReplacesTheDerivedOne() {
    restart(new PublishConfig(Secret.of("qwerty"), Secret.of("own"), Secret.NONE, 1 << 20), "/");
    publish("/_broadcast", "own", ONE).expect(201);
    publish("/_broadcast", "42923a28b760e667fc92f7c6123bb07a282822b329dd2ef48e7aee7830d98485", ONE)
        .expectError(401, "unauthorized");
  }

  @Test
  void withoutAKeyThereIsNoDoor() {
    restart(keys("", "a"), "/");
    for (String authorization : List.of("Bearer ", "Bearer a", "Bearer ****")) {
      post("/_broadcast", authorization, ONE).expectError(404, "not_found");
    }
    bridge.client().get("/_broadcast").expectError(404, "not_found");
    publish("/api/publish", "a", ONE).expect(201);
  }

  @Test
  void byDefaultThereAreNoDoors() {
    restart(PublishConfig.defaults(), "/");
    publish("/_broadcast", "", ONE).expectError(404, "not_found");
    publish("/api/publish", "", ONE).expectError(404, "not_found");
    assertThat(bridge.broker.published()).isEmpty();
  }

  @Test
  void theDoorsAreUnderTheBasePath() {
    restart(keys(BOTH, BOTH), "/events");
    publish("/events/_broadcast", BOTH, ONE).expect(201);
    publish("/events/api/publish", BOTH, ONE).expect(201);
    publish("/_broadcast", BOTH, ONE).expectError(404, "not_found");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PUT", "DELETE", "OPTIONS", "PATCH"})
  void onlyAPostPublishes(String method) {
    for (String path : List.of("/_broadcast", "/api/publish")) {
      Answer answer =
          bridge
              .client()
              .call(method, path, BodyPublishers.noBody())
              .expectError(422, "unprocessable");
      assertThat(answer.header("Allow")).isEqualTo("POST");
    }
  }

  @Test
  void anOriginIsNeitherAskedForNorGranted() {
    Answer answer =
        bridge
            .client()
            .post(
                "/_broadcast",
                ONE,
                "Authorization",
                "Bearer " + BOTH,
                "Origin",
                "https://elsewhere.example");
    answer.expect(201);
    assertThat(answer.headers().keySet()).noneMatch(name -> name.startsWith("Access-Control"));
  }

  @Test
  void aPageOfAnotherSiteIsNotLetInByPreflight() {
    Answer answer =
        bridge
            .client()
            .call(
                "OPTIONS",
                "/_broadcast",
                BodyPublishers.noBody(),
                "Access-Control-Request-Method",
                "POST",
                "Access-Control-Request-Headers",
                "authorization");
    answer.expectError(422, "unprocessable");
    assertThat(answer.headers().keySet()).noneMatch(name -> name.startsWith("Access-Control"));
  }

  @Test
  void aBodyIsAtMostAsLongAsConfigured() {
    restart(new PublishConfig(Secret.NONE, Secret.of(BOTH), Secret.NONE, 2000), "/");
    publish("/_broadcast", BOTH, ONE + " ".repeat(2000 - ONE.length())).expect(201);
    Answer answer = publish("/_broadcast", BOTH, ONE + " ".repeat(2001 - ONE.length()));
    answer.expectError(413, "payload_too_large");
    assertThat(answer.json().get("detail").asText()).contains("2000", "publish.max-body");
    publish("/_broadcast", BOTH, " ".repeat(4 << 20)).expectError(413, "payload_too_large");
    assertThat(bridge.broker.published()).hasSize(1);
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
    bridge.broker.waitFor(taken);
    CompletableFuture<Answer> answer =
        bridge.client().postLater("/_broadcast", ONE, "Authorization", "Bearer " + BOTH);
    org.awaitility.Awaitility.await().until(() -> bridge.broker.published().size() == 1);
    assertThat(answer).isNotDone();
    taken.complete(null);
    Client.join(answer).expect(201);
  }

  @Test
  void aBrokerThatIsAwayIsA503ThatMayBeTriedAgain() {
    bridge.broker.takeOnly(0);
    Answer answer = publish("/_broadcast", BOTH, ONE).expectError(503, "broker_unavailable");
    assertThat(answer.json().get("retry").asBoolean()).isTrue();
    assertThat(answer.header("Retry-After")).isNotEmpty();
  }

  @Test
  void ofABatchThatTheBrokerTakesInPartItIsToldHowMuch() {
    bridge.broker.takeOnly(1);
    Answer answer =
        publish("/_broadcast", BOTH, "[" + ONE + "," + ONE + "," + ONE + "]")
            .expectError(503, "broker_unavailable");
    assertThat(answer.json().get("detail").asText()).contains("took 1 of 3");
  }

  @Test
  void aBrokerThatFailsIsA500WithoutItsReason() {
    bridge.broker.failWith(new IllegalArgumentException("a secret reason"));
    Answer answer = publish("/_broadcast", BOTH, ONE).expectError(500, "internal");
    assertThat(answer.text()).doesNotContain("reason");
  }
}
