package io.cablebridge.e2e.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.cablebridge.e2e.rig.BridgeProcess;
import io.cablebridge.e2e.rig.Eventually;
import io.cablebridge.e2e.rig.SameOriginHeaders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A client that polls one session and acknowledges: each request names the position of the last
 * answer that arrived whole. One connection per request, one caller at a time.
 */
public final class PollClient {

  private final BridgeProcess bridge;
  private final String id;
  private final String[] headers;
  private final List<JsonNode> messages = new ArrayList<>();
  private String query = "";
  private String position = "";
  private volatile @Nullable CuttableConnection current;

  public PollClient(BridgeProcess bridge, String id, String... headers) {
    this.bridge = bridge;
    this.id = id;
    this.headers =
        Stream.concat(
                Stream.of("Accept", "application/json", "Connection", "close"),
                Stream.of(SameOriginHeaders.headers(bridge, headers)))
            .toArray(String[]::new);
  }

  /** Adds to the query of every poll, for example {@code poll-queue=50}. */
  PollClient asking(String parameters) {
    query += "&" + parameters;
    return this;
  }

  /** A poll that is held for at most so long. */
  public PollReply poll(double seconds) {
    return pollUnlessCut(seconds).orElseThrow();
  }

  /** The same, if another thread may call {@link #cut()}. */
  Optional<PollReply> pollUnlessCut(double seconds) {
    return pollCutAfter(seconds, Long.MAX_VALUE);
  }

  /** Goes away in the middle of the poll that is held, if one is. */
  void cut() {
    CuttableConnection wire = current;
    if (wire != null) {
      wire.cut();
    }
  }

  /** A poll whose answer, head included, is cut after so many bytes; empty if it was. */
  public Optional<PollReply> pollCutAfter(double seconds, long bytes) {
    try (CuttableConnection wire = new CuttableConnection(bridge.port())) {
      current = wire;
      try {
        if (bytes != Long.MAX_VALUE) {
          wire.cutAfter(bytes);
        }
        RawResponse head = RawResponse.read(wire.get(path(seconds), headers));
        PollReply reply = new PollReply(head, head.text());
        if (reply.status() == 200) {
          position = reply.position();
          messages.addAll(reply.messages());
        }
        return Optional.of(reply);
      } catch (CuttableConnection.Cut e) {
        return Optional.empty();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String path(double seconds) {
    String after =
        position.isEmpty() ? "" : "&after=" + URLEncoder.encode(position, StandardCharsets.UTF_8);
    return "/" + id + "?timeout=" + seconds + query + after;
  }

  /** Polls until a message of the type has come, and returns it. */
  public JsonNode await(String type) {
    return await(Duration.ofSeconds(10), type);
  }

  public JsonNode await(Duration limit, String type) {
    return Eventually.found(
        limit, () -> firstAfterPoll(type), () -> "no '" + type + "' polled; got: " + messages);
  }

  private @Nullable JsonNode firstAfterPoll(String type) {
    if (first(type) == null) {
      poll(0.5);
    }
    return first(type);
  }

  private @Nullable JsonNode first(String type) {
    return messages.stream()
        .filter(message -> message.path("type").asText().equals(type))
        .findFirst()
        .orElse(null);
  }

  /** Everything that arrived in whole answers, in order. */
  List<JsonNode> messages() {
    return List.copyOf(messages);
  }

  /** The position that the next poll acknowledges. */
  String position() {
    return position;
  }
}
