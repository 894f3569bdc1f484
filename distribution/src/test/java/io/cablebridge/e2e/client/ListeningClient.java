package io.cablebridge.e2e.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.cablebridge.e2e.rig.Eventually;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/** A client that goes on hearing what its session is told, whatever the transport. */
public interface ListeningClient extends AutoCloseable {

  /** What was heard so far, in order; over both transports the same objects. */
  List<JsonNode> heard();

  /** What went wrong, an unexpected status or an end of the response; empty while all is well. */
  String trouble();

  @Override
  void close();

  default List<JsonNode> heard(String type) {
    return heard().stream().filter(event -> event.path("type").asText().equals(type)).toList();
  }

  /** Waits for the first event of a type. */
  default JsonNode hear(String type) {
    return hear(type, event -> true);
  }

  /** Waits for the first event of a type that is as wanted. */
  default JsonNode hear(String type, Predicate<JsonNode> wanted) {
    return Eventually.found(
        Duration.ofSeconds(15),
        () -> heard(type).stream().filter(wanted).findFirst().orElse(null),
        () -> "no '" + type + "' as wanted; heard " + heard() + "; trouble: " + trouble());
  }
}
