package io.cablebridge.e2e.client;

import io.cablebridge.e2e.rig.Eventually;
import io.cablebridge.e2e.rig.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A WebSocket connection to Rails without the bridge: the reference for the bridge's answers. */
public final class DirectCable implements AutoCloseable {

  private final List<String> frames = new CopyOnWriteArrayList<>();
  private volatile boolean closed;
  private final WebSocket socket;

  /** Throws the {@link CompletionException} of the handshake if Rails refuses it. */
  public DirectCable(URI uri, String... headers) {
    WebSocket.Builder builder =
        HttpClient.newHttpClient().newWebSocketBuilder().subprotocols("actioncable-v1-json");
    for (int i = 0; i < headers.length; i += 2) {
      builder.header(headers[i], headers[i + 1]);
    }
    socket = builder.buildAsync(uri, new Frames()).join();
  }

  private final class Frames implements WebSocket.Listener {

    private final StringBuilder parts = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      parts.append(data);
      if (last) {
        frames.add(parts.toString());
        parts.setLength(0);
      }
      from.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
      closed = true;
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      closed = true;
    }
  }

  public DirectCable subscribe(String identifier) {
    return command("subscribe", identifier, "");
  }

  public DirectCable perform(String identifier, String data) {
    return command("message", identifier, ",\"data\":" + Json.quote(data));
  }

  private DirectCable command(String command, String identifier, String rest) {
    String text =
        "{\"command\":\"" + command + "\",\"identifier\":" + Json.quote(identifier) + rest + "}";
    socket.sendText(text, true).join();
    return this;
  }

  /** The frames so far, without pings. */
  public List<String> frames() {
    return frames.stream().filter(frame -> !frame.startsWith("{\"type\":\"ping\"")).toList();
  }

  /** Waits for a frame that contains the text. */
  public String await(String part) {
    return Eventually.found(
        Duration.ofSeconds(10),
        () -> frames.stream().filter(frame -> frame.contains(part)).findFirst().orElse(null),
        () -> "no frame with " + part + " among " + frames);
  }

  public boolean isClosed() {
    return closed;
  }

  @Override
  public void close() {
    socket.abort();
  }
}
