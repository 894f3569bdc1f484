package io.cablebridge.http;

import io.cablebridge.secret.Secret;
import java.nio.charset.StandardCharsets;

/** A running bridge as a publisher sees it. A test starts it and closes it. */
record Publisher(Running bridge) implements AutoCloseable {
  /** A publication that is taken. */
  static final String ONE = "{\"stream\":\"chat\",\"data\":\"{\\\"b\\\":1,\\\"a\\\":2}\"}";

  static Publisher start(PublishConfig config, String basePath) {
    return new Publisher(
        Running.start(
            plan -> {
              plan.publish = config;
              plan.basePath = basePath;
            }));
  }

  /** The keys of the two doors, and no secret. */
  static PublishConfig keys(String broadcast, String api) {
    return new PublishConfig(Secret.NONE, Secret.of(broadcast), Secret.of(api), 1 << 20);
  }

  Client client() {
    return bridge.client();
  }

  RecordingBroker broker() {
    return bridge.broker;
  }

  Answer publish(String path, String key, String body) {
    return post(path, "Bearer " + key, body);
  }

  /** On a connection of its own, as a refusal leaves the body unread. */
  Answer post(String path, String authorization, String body) {
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

  @Override
  public void close() {
    bridge.close();
  }
}
