package io.cablebridge.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * A WebSocket client of the JDK, which observes an Action Cable server from outside. A test opens
 * and closes it. It counts the pings of the cable, and does not list them.
 */
public final class CableProbe implements WebSocket.Listener, AutoCloseable {

  /** The code of a WebSocket that ended without a close frame. */
  public static final int NO_CLOSE_FRAME = 1006;

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  public final List<String> frames = new CopyOnWriteArrayList<>();
  public final List<String> pings = new CopyOnWriteArrayList<>();
  final List<byte[]> binaries = new CopyOnWriteArrayList<>();
  final CompletableFuture<Integer> closeCode = new CompletableFuture<>();
  final CompletableFuture<Throwable> failure = new CompletableFuture<>();
  private final StringBuilder text = new StringBuilder();
  private final ByteArrayOutputStream binary = new ByteArrayOutputStream();
  final CompletableFuture<WebSocket> opening;

  private CableProbe(URI uri, String... headers) {
    WebSocket.Builder builder =
        HTTP.newWebSocketBuilder().subprotocols("actioncable-v1-json", "actioncable-unsupported");
    for (int i = 0; i < headers.length; i += 2) {
      builder.header(headers[i], headers[i + 1]);
    }
    opening = builder.buildAsync(uri, this);
  }

  /** Requests an upgrade; {@link #opening} has the result. */
  public static CableProbe knock(URI uri, String... headers) {
    return new CableProbe(uri, headers);
  }

  /** Requests an upgrade and waits for it. */
  public static CableProbe open(URI uri, String... headers) {
    CableProbe probe = knock(uri, headers);
    probe.socket();
    return probe;
  }

  public WebSocket socket() {
    return opening.orTimeout(10, TimeUnit.SECONDS).join();
  }

  public void send(String command) {
    socket().sendText(command, true).orTimeout(10, TimeUnit.SECONDS).join();
  }

  /** Waits until exactly these frames have arrived. */
  public void awaitFrames(String... expected) {
    await().untilAsserted(() -> assertThat(frames).containsExactly(expected));
  }

  /** The part that has arrived of an unfinished message. */
  String begun() {
    return text.toString();
  }

  /** Waits for the end, and returns its code. */
  public int awaitClose() {
    return closeCode.orTimeout(10, TimeUnit.SECONDS).join();
  }

  public static String subscribe(String identifier) {
    return "{\"command\":\"subscribe\",\"identifier\":" + RailsFrames.quote(identifier) + "}";
  }

  public static String unsubscribe(String identifier) {
    return "{\"command\":\"unsubscribe\",\"identifier\":" + RailsFrames.quote(identifier) + "}";
  }

  public static String message(String identifier, String data) {
    return "{\"command\":\"message\",\"identifier\":"
        + RailsFrames.quote(identifier)
        + ",\"data\":"
        + RailsFrames.quote(data)
        + "}";
  }

  @Override
  public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
    text.append(data);
    if (last) {
      (text.indexOf("{\"type\":\"ping\"") == 0 ? pings : frames).add(text.toString());
      text.setLength(0);
    }
    socket.request(1);
    return null;
  }

  @Override
  public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
    byte[] part = new byte[data.remaining()];
    data.get(part);
    binary.writeBytes(part);
    if (last) {
      binaries.add(binary.toByteArray());
      binary.reset();
    }
    socket.request(1);
    return null;
  }

  @Override
  public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
    closeCode.complete(code);
    return null;
  }

  @Override
  public void onError(WebSocket socket, Throwable error) {
    failure.complete(error);
    closeCode.complete(NO_CLOSE_FRAME);
  }

  @Override
  public void close() {
    var unused = opening.thenAccept(WebSocket::abort);
    opening.cancel(true);
  }
}
