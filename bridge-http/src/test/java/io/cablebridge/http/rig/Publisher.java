package io.cablebridge.http.rig;

import io.cablebridge.http.publish.PublishConfig;
import io.cablebridge.secret.Secret;
import java.nio.charset.StandardCharsets;

/** A running bridge as a publisher sees it. A test starts it and closes it. */
public record Publisher(RunningBridge bridge) implements AutoCloseable {
  /** A publication that is taken. */
  public static final String ONE = "{\"stream\":\"chat\",\"data\":\"{\\\"b\\\":1,\\\"a\\\":2}\"}";

  public static Publisher start(PublishConfig config, String basePath) {
    return new Publisher(
        RunningBridge.start(
            plan -> {
              plan.publish = config;
              plan.basePath = basePath;
            }));
  }

  /** The keys of the two endpoints, and no secret. */
  public static PublishConfig keys(String broadcast, String api) {
    return new PublishConfig(Secret.NONE, Secret.of(broadcast), Secret.of(api), 1 << 20);
  }

  public Client client() {
    return bridge.client();
  }

  public RecordingBroker broker() {
    return bridge.broker;
  }

  public Answer publish(String path, String key, String body) {
    return post(path, "Bearer " + key, body);
  }

  /** On a connection of its own, as a refusal leaves the body unread. */
  public Answer post(String path, String authorization, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    try (RawConnection wire = RawConnection.to(bridge)) {
      wire.send(
              RawConnection.request(
                  "POST " + path,
                  "Authorization: " + authorization,
                  "Content-Length: " + bytes.length))
          .sendWhatIsTaken(bytes);
      return wire.answer();
    }
  }

  @Override
  public void close() {
    bridge.close();
  }
}
