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
 * complete answer. One connection per request, one caller at a time.
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
                Stream.of(SameOriginHeaders.of(bridge, headers)))
            .toArray(String[]::new);
  }

  /** Adds parameters to every poll, for example {@code poll-queue=50}. */
  PollClient asking(String parameters) {
    query += "&" + parameters;
    return this;
  }

  /** Polls; the bridge holds the poll for at most this time. */
  public PollReply poll(double seconds) {
    return pollUnlessCut(seconds).orElseThrow();
  }

  /** As {@link #poll}, but empty if another thread calls {@link #cut()}. */
  Optional<PollReply> pollUnlessCut(double seconds) {
    return pollCutAfter(seconds, Long.MAX_VALUE);
  }

  /** Cuts the connection of the poll in progress, if there is one. */
  void cut() {
    CuttableConnection connection = current;
    if (connection != null) {
      connection.cut();
    }
  }

  /** Polls and cuts the connection after a number of bytes, head included; empty if it was cut. */
  public Optional<PollReply> pollCutAfter(double seconds, long bytes) {
    try (CuttableConnection connection = new CuttableConnection(bridge.port())) {
      current = connection;
      try {
        if (bytes != Long.MAX_VALUE) {
          connection.cutAfter(bytes);
        }
        RawResponse head = RawResponse.read(connection.get(path(seconds), headers));
        PollReply reply = new PollReply(head, head.text());
        if (reply.status() == 200) {
          position = reply.position();
          messages.addAll(reply.messages());
        }
        return Optional.of(reply);
      } catch (CuttableConnection.CutException e) {
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

  /** The messages of all complete answers, in order. */
  List<JsonNode> messages() {
    return List.copyOf(messages);
  }

  /** The position that the next poll acknowledges. */
  String position() {
    return position;
  }
}
