package io.cablebridge.http.publish;

import static io.cablebridge.http.rig.Publisher.ONE;
import static io.cablebridge.http.rig.Publisher.keys;
import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.http.rig.Answer;
import io.cablebridge.http.rig.Publisher;
import io.cablebridge.secret.Secret;
import io.cablebridge.setting.ConfigRecords;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which requests may publish: the two endpoints, their keys and their paths. */
class PublishEndpointsTest {
  private Publisher publisher = Publisher.start(keys("key", "key"), "/");

  @AfterEach
  void stop() {
    publisher.close();
  }

  private void restart(PublishConfig config, String basePath) {
    publisher.close();
    publisher = Publisher.start(config, basePath);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/_broadcast", "/api/publish"})
  void withoutTheRightKeyNothingIsPublished(String path) {
    publisher.client().post(path, "").expectError(401, "unauthorized");
    for (String wrong :
        List.of(
            "Bearer kez", "Bearer ke", "Bearer keyy", "Bearer ", "Bearer", "key", "Basic key")) {
      Answer answer = publisher.post(path, wrong, ONE).expectError(401, "unauthorized");
      assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
    }
    assertThat(publisher.broker().published()).isEmpty();
  }

  @Test
  void eachEndpointHasItsOwnKey() {
    restart(keys("b", "a"), "/");
    publisher.publish("/_broadcast", "a", ONE).expectError(401, "unauthorized");
    publisher.publish("/api/publish", "b", ONE).expectError(401, "unauthorized");
    publisher.publish("/_broadcast", "b", ONE).expect(201);
    publisher.publish("/api/publish", "a", ONE).expect(201);
  }

  @Test
  void keysAreDerivedFromOneSecretAsAnyCableDerivesThem() {
    restart(new PublishConfig(Secret.of("qwerty"), Secret.NONE, Secret.NONE, 1 << 20), "/");
    String broadcast = "42923a28b760e667fc92f7c6123bb07a282822b329dd2ef48e7aee7830d98485";
    String api = "bdd0244b3664404d03b7d0c2f1b946dc4fc6c13fdcbfa2be62a4a28deb04d096";
    publisher.publish("/_broadcast", broadcast, ONE).expect(201);
    publisher.publish("/api/publish", api, ONE).expect(201);
    publisher.publish("/_broadcast", api, ONE).expectError(401, "unauthorized");
    publisher.publish("/_broadcast", "qwerty", ONE).expectError(401, "unauthorized");
  }

  @Test
  void aKeyOfItsOwnReplacesTheDerivedOne() {
    restart(new PublishConfig(Secret.of("qwerty"), Secret.of("own"), Secret.NONE, 1 << 20), "/");
    publisher.publish("/_broadcast", "own", ONE).expect(201);
    publisher
        .publish(
            "/_broadcast", "42923a28b760e667fc92f7c6123bb07a282822b329dd2ef48e7aee7830d98485", ONE)
        .expectError(401, "unauthorized");
  }

  @Test
  void withoutAKeyThereIsNoEndpoint() {
    restart(keys("", "a"), "/");
    for (String authorization : List.of("Bearer ", "Bearer a", "Bearer ****")) {
      publisher.post("/_broadcast", authorization, ONE).expectError(404, "not_found");
    }
    publisher.client().get("/_broadcast").expectError(404, "not_found");
    publisher.publish("/api/publish", "a", ONE).expect(201);
  }

  @Test
  void byDefaultThereAreNoEndpoints() {
    restart(ConfigRecords.defaults(PublishConfig.class), "/");
    publisher.publish("/_broadcast", "", ONE).expectError(404, "not_found");
    publisher.publish("/api/publish", "", ONE).expectError(404, "not_found");
    assertThat(publisher.broker().published()).isEmpty();
  }

  @Test
  void theEndpointsAreBelowTheBasePath() {
    restart(keys("key", "key"), "/events");
    publisher.publish("/events/_broadcast", "key", ONE).expect(201);
    publisher.publish("/events/api/publish", "key", ONE).expect(201);
    publisher.publish("/_broadcast", "key", ONE).expectError(404, "not_found");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PUT", "DELETE", "OPTIONS", "PATCH"})
  void onlyAPostPublishes(String method) {
    for (String path : List.of("/_broadcast", "/api/publish")) {
      Answer answer =
          publisher
              .client()
              .call(method, path, BodyPublishers.noBody())
              .expectError(422, "unprocessable");
      assertThat(answer.header("Allow")).isEqualTo("POST");
    }
  }

  @Test
  void anOriginIsNeitherAskedForNorGranted() {
    Answer answer =
        publisher
            .client()
            .post(
                "/_broadcast",
                ONE,
                "Authorization",
                "Bearer key",
                "Origin",
                "https://elsewhere.example");
    answer.expect(201);
    assertThat(answer.headers().keySet()).noneMatch(name -> name.startsWith("Access-Control"));
  }

  @Test
  void aPageOfAnotherSiteIsNotLetInByPreflight() {
    Answer answer =
        publisher
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
    restart(new PublishConfig(Secret.NONE, Secret.of("key"), Secret.NONE, 2000), "/");
    publisher.publish("/_broadcast", "key", ONE + " ".repeat(2000 - ONE.length())).expect(201);
    Answer answer = publisher.publish("/_broadcast", "key", ONE + " ".repeat(2001 - ONE.length()));
    answer.expectError(413, "payload_too_large");
    assertThat(answer.json().get("detail").asText()).contains("2000", "publish.max-body");
    assertThat(publisher.bridge().requests.beyondLimits().get("publish.max-body").longValue())
        .isEqualTo(1);
    publisher
        .publish("/_broadcast", "key", " ".repeat(4 << 20))
        .expectError(413, "payload_too_large");
    assertThat(publisher.broker().published()).hasSize(1);
  }
}
