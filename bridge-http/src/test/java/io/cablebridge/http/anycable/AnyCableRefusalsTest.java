package io.cablebridge.http.anycable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cablebridge.fake.SseEvent;
import io.cablebridge.http.rig.Answer;
import io.cablebridge.http.rig.Client;
import io.cablebridge.http.rig.EventStream;
import io.cablebridge.http.rig.Plan;
import io.cablebridge.http.rig.RunningBridge;
import io.cablebridge.protocol.JsonText;
import io.cablebridge.protocol.JsonValue;
import io.cablebridge.secret.Secret;
import io.cablebridge.session.delivery.DeliveryCount;
import io.cablebridge.stream.Publication;
import io.cablebridge.stream.name.SignedNames;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client that may not read a stream receives 401 and no message. */
class AnyCableRefusalsTest {
  private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();
  private static final String SIGNED = SignedNames.sign(Plan.STREAMS_SECRET, "chat");
  private static final long SOON = System.currentTimeMillis() / 1000 + 600;

  @Test
  void aNameThatWasSignedIsRead() {
    try (RunningBridge bridge = RunningBridge.start();
        EventStream reader =
            EventStream.open(bridge, "/events?signed_stream=" + Client.encoded(SIGNED))) {
      await().until(() -> reader.events().size() == 2);
      bridge.broker.publish(new Publication("chat", JsonText.of("1"), null, null, false));
      await().until(() -> reader.data().contains("1"));
    }
  }

  @Test
  void linesWithTheSameIdentifierAreNamed() {
    String line = "{\"command\":\"%s\",\"identifier\":\"{\\\"channel\\\":\\\"A\\\"}\"}\n";
    try (RunningBridge bridge = RunningBridge.start()) {
      String body = line.formatted("subscribe") + "\n" + line.formatted("unsubscribe");
      assertThat(bridge.client().post("/events", body).expectError(400, "bad_request").detail())
          .isEqualTo(
              "Lines 1 and 3 have the same identifier; every line is a subscription, whatever its"
                  + " \"command\" is.");
    }
  }

  @Test
  void aSignedNameWithOneBitChangedIsRefused() {
    for (int at : new int[] {0, 5, SIGNED.length() / 2, SIGNED.length() - 1}) {
      char[] changed = SIGNED.toCharArray();
      changed[at] = (char) (changed[at] ^ 1);
      refused(plan -> {}, "signed_stream=" + Client.encoded(new String(changed)));
    }
  }

  @Test
  void aNameThatWasSignedWithAnEmptyKeyIsRefused() throws Exception {
    String encoded =
        Base64.getEncoder().encodeToString("\"chat\"".getBytes(StandardCharsets.UTF_8));
    String forged = encoded + "--" + java.util.HexFormat.of().formatHex(emptyKeyed(encoded));
    refused(plan -> {}, "signed_stream=" + Client.encoded(forged));
    refused(plan -> plan.streamsSecret = Secret.NONE, "signed_stream=" + Client.encoded(forged));
    refused(
        plan -> plan.streamsSecret = Secret.NONE,
        "turbo_signed_stream_name=" + Client.encoded(forged));
  }

  /** What HMAC makes with a key of zeros, which is what an empty one is filled up to. */
  private static byte[] emptyKeyed(String text) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(new byte[64], "HmacSHA256"));
    return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aPublicNameIsRefusedWherePublicNamesAreOff() {
    refused(plan -> plan.publicStreams = false, "stream=chat");
  }

  @Test
  void aTokenThatHasExpiredIsRefused() throws Exception {
    refused(
        AnyCableRefusalsTest::withTokens,
        "stream=chat&jid=" + token("HS256", SOON - 1200, "qwerty"));
  }

  @Test
  void aTokenMayEndInTheYear9999() throws Exception {
    try (RunningBridge bridge = RunningBridge.start(AnyCableRefusalsTest::withTokens);
        EventStream reader =
            EventStream.open(
                bridge, "/events?stream=chat&jid=" + token("HS256", 253_402_300_799L, "qwerty"))) {
      await().until(() -> reader.data().size() == 2);
      assertThat(reader.head.status()).isEqualTo(200);
    }
  }

  @Test
  void moreStreamsThanASessionMayHaveAreRefusedAtOnce() {
    try (RunningBridge bridge = RunningBridge.start(plan -> plan.maxSubscriptions = 1)) {
      bridge.client().get("/events?stream=a&stream=b").expectError(400, "bad_request");
      await().until(() -> bridge.sessions.size() == 0);
      assertThat(bridge.broker.snapshot()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 20_000})
  void aBusyStreamDoesNotStandForAChannelThatIsRejected(int length) {
    try (RunningBridge bridge = RunningBridge.start(plan -> {})) {
      bridge.rails.ignoreSubscribes(1);
      String channel = Client.encoded(RunningBridge.ROOM);
      CompletableFuture<Answer> pending =
          bridge.client().getLater("/events?stream=chat&identifier=" + channel);
      await().until(() -> bridge.broker.snapshot().size() == 1);
      JsonText message = JsonText.of(JsonValue.quoted("x".repeat(length)));
      for (int n = 0; n < 40; n++) {
        bridge.broker.publish(new Publication("chat", message, null, null, false));
      }
      await().until(() -> bridge.counters.delivery().counts().get(DeliveryCount.MESSAGES_IN) == 40);
      assertThat(pending).isNotDone();
      String rejection =
          "{\"type\":\"reject_subscription\",\"identifier\":"
              + JsonValue.quoted(RunningBridge.ROOM)
              + "}";
      bridge.rails.sendRaw(rejection);
      Client.join(pending).expectError(401, "unauthorized");
    }
  }

  /** Rails sends nothing about a channel that it does not have. */
  @Test
  void aChannelThatRailsNeverAnswersIsRefused() {
    try (RunningBridge bridge =
        RunningBridge.start(plan -> plan.subscribeTimeout = Duration.ofMillis(2_200))) {
      bridge.rails.ignoreSubscribes(10);
      Answer answer = bridge.client().get("/events?channel=Unknown");
      answer.expectError(401, "unauthorized");
      assertThat(answer.json().get("detail").asText()).contains("no_answer");
    }
  }

  @Test
  void aTokenWithoutAnAlgorithmIsRefused() {
    String claims = "{\"ext\":\"{}\",\"exp\":" + SOON + "}";
    String forged = encoded("{\"alg\":\"none\"}") + "." + encoded(claims) + ".";
    refused(AnyCableRefusalsTest::withTokens, "stream=chat&jid=" + forged);
  }

  @Test
  void aTokenOfAnotherSecretIsRefusedAndNoneWhereOneIsRequired() throws Exception {
    refused(AnyCableRefusalsTest::withTokens, "stream=chat&jid=" + token("HS256", SOON, "azerty"));
    refused(AnyCableRefusalsTest::withTokens, "stream=chat");
  }

  @Test
  void aTokenThatExpiresWhileItsReaderReadsEndsTheStreamForGood() throws Exception {
    long end = System.currentTimeMillis() / 1000 + 3;
    try (RunningBridge bridge = RunningBridge.start(AnyCableRefusalsTest::withTokens);
        EventStream reader =
            EventStream.open(bridge, "/events?stream=chat&jid=" + token("HS256", end, "qwerty"))) {
      await()
          .until(
              () -> reader.events().stream().map(SseEvent::name).toList().contains("disconnect"));
      assertThat(reader.data().get(reader.data().size() - 1))
          .isEqualTo("{\"type\":\"disconnect\",\"reason\":\"token_expired\",\"reconnect\":false}");
      assertThat(reader.retries()).endsWith("31536000000");
      assertThat(reader.awaitEnd()).isTrue();
      assertThat(System.currentTimeMillis() / 1000).isGreaterThanOrEqualTo(end);
    }
  }

  private static void withTokens(Plan plan) {
    plan.jwt = new JwtConfig(Secret.of("qwerty"), "jid", true);
  }

  private static void refused(Consumer<Plan> change, String query) {
    try (RunningBridge bridge = RunningBridge.start(change)) {
      bridge.client().get("/events?" + query).expectError(401, "unauthorized");
      assertThat(bridge.broker.snapshot()).isEmpty();
      assertThat(bridge.sessions.size()).isZero();
      assertThat(bridge.rails.handshakes()).isEmpty();
    }
  }

  private static String token(String algorithm, long expires, String secret) throws Exception {
    String signed =
        encoded("{\"alg\":\"" + algorithm + "\"}")
            + "."
            + encoded("{\"ext\":\"{}\",\"exp\":" + expires + "}");
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    return signed
        + "."
        + URL.encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII)));
  }

  private static String encoded(String json) {
    return URL.encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }
}
