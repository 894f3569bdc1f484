package io.cablebridge.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.http.publish.PublishConfig;
import io.cablebridge.http.rig.RunningBridge;
import io.cablebridge.secret.Secret;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Origins and limits of bodies that change while the bridge runs. */
class ReconfigureTest {
  private static final Secret KEY = Secret.of("key");

  private final RunningBridge bridge =
      RunningBridge.start(
          plan -> {
            plan.allowedOrigins = List.of("https://old.example");
            plan.publish = publishing(4096);
          });

  private static PublishConfig publishing(int maxBody) {
    return new PublishConfig(Secret.NONE, KEY, KEY, maxBody);
  }

  @AfterEach
  void stop() {
    bridge.close();
  }

  private int statusFor(String origin) {
    return bridge
        .client()
        .get("/" + RunningBridge.newId() + "?timeout=0.05", "Origin", origin)
        .status();
  }

  @Test
  void aNewOriginReplacesTheOldOne() {
    assertThat(statusFor("https://old.example")).isEqualTo(200);
    assertThat(statusFor("https://new.example")).isEqualTo(403);
    bridge.reconfigure(plan -> plan.allowedOrigins = List.of("https://new.example"));
    assertThat(statusFor("https://old.example")).isEqualTo(403);
    assertThat(statusFor("https://new.example")).isEqualTo(200);
    bridge.reconfigure(plan -> plan.reflectAnyOrigin = true);
    assertThat(statusFor("https://any.example")).isEqualTo(200);
  }

  @Test
  void aNewLimitOfTheBodyApplies() {
    String body =
        "[{\"identifier\":" + RunningBridge.ROOM + ",\"subscribe\":true}" + " ".repeat(2000) + "]";
    String path = "/" + RunningBridge.newId() + "?poll-queue=1";
    bridge.client().post(path, body).expect(200);
    bridge.reconfigure(plan -> plan.maxBody = 1024);
    bridge.client().post(path, body).expect(413);
  }

  @Test
  void aNewLimitOfCommandsApplies() {
    String one = "{\"identifier\":" + RunningBridge.ROOM + ",\"subscribe\":true}";
    String path = "/" + RunningBridge.newId() + "?poll-queue=1";
    bridge.client().post(path, "[" + one + "," + one + "]").expect(200);
    bridge.reconfigure(plan -> plan.maxCommands = 1);
    bridge.client().post(path, "[" + one + "," + one + "]").expect(400);
  }

  @Test
  void aNewLimitOfPublicationsApplies() {
    String body = "{\"stream\":\"s\",\"data\":\"" + "x".repeat(2000) + "\"}";
    String[] key = {"Authorization", "Bearer key"};
    bridge.client().post("/_broadcast", body, key).expect(201);
    bridge.reconfigure(plan -> plan.publish = publishing(1024));
    bridge.client().post("/_broadcast", body, key).expect(413);
  }
}
