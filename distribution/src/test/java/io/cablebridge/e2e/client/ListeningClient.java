package io.cablebridge.e2e.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.cablebridge.e2e.rig.Eventually;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/** A client that continuously receives the events of its session over either transport. */
public interface ListeningClient extends AutoCloseable {

  /** The events received so far, in order; the same objects over both transports. */
  List<JsonNode> received();

  /** The first error: an unexpected status or an ended response; empty if there is none. */
  String problem();

  @Override
  void close();

  default List<JsonNode> received(String type) {
    return received().stream().filter(event -> event.path("type").asText().equals(type)).toList();
  }

  /** Waits for the first event of a type. */
  default JsonNode awaitEvent(String type) {
    return awaitEvent(type, event -> true);
  }

  /** Waits for the first event of a type that matches. */
  default JsonNode awaitEvent(String type, Predicate<JsonNode> condition) {
    return Eventually.found(
        Duration.ofSeconds(15),
        () -> received(type).stream().filter(condition).findFirst().orElse(null),
        () -> "no matching '" + type + "'; received " + received() + "; problem: " + problem());
  }
}
