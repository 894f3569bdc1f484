package io.cablebridge.fake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;

/**
 * One WebSocket of a {@link FakeRails}, from its 101 to its close. Commands are answered in order,
 * on the thread that read them; broadcasts come from the test's thread. It ignores silently what a
 * real Rails ignores silently.
 */
final class FakeConnection implements FrameHandler {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final FakeRails rails;
  private final Set<String> subscriptions = ConcurrentHashMap.newKeySet();
  private final ByteArrayOutputStream partial = new ByteArrayOutputStream();
  private volatile CoreSession session;
  private volatile boolean welcomed;
  private volatile boolean reading = true;
  private volatile int closeCode;

  FakeConnection(FakeRails rails) {
    this.rails = rails;
  }

  @Override
  public void onOpen(CoreSession session, Callback callback) {
    this.session = session;
    rails.opened(this);
    callback.succeeded();
    greet();
    session.demand();
  }

  private void greet() {
    switch (rails.conduct().greeting) {
      case WELCOME -> {
        send(RailsFrames.WELCOME);
        welcomed = true;
      }
      case UNAUTHORIZED -> disconnect("unauthorized", false);
      case NOTHING -> {}
    }
  }

  /** Reads no further frame. */
  void stopReading() {
    reading = false;
  }

  /** The code of the bridge's close frame; 0 before one. */
  int closeCode() {
    return closeCode;
  }

  @Override
  public void onFrame(Frame frame, Callback callback) {
    switch (frame.getOpCode()) {
      case OpCode.CLOSE -> closeCode = CloseStatus.getCloseStatus(frame).getCode();
      case OpCode.TEXT, OpCode.CONTINUATION -> gather(frame);
      case OpCode.PONG -> rails.ponged(frame.getPayloadAsUTF8());
      case OpCode.PING -> session.sendFrame(pong(frame), Callback.NOOP, false);
      default -> {}
    }
    callback.succeeded();
    if (reading) {
      session.demand();
    }
  }

  private static Frame pong(Frame ping) {
    byte[] payload = new byte[ping.getPayloadLength()];
    ping.getPayload().duplicate().get(payload);
    return new Frame(OpCode.PONG, ByteBuffer.wrap(payload));
  }

  private void gather(Frame frame) {
    byte[] payload = new byte[frame.getPayloadLength()];
    if (payload.length > 0) {
      frame.getPayload().duplicate().get(payload);
    }
    partial.writeBytes(payload);
    if (frame.isFin()) {
      String text = partial.toString(StandardCharsets.UTF_8);
      partial.reset();
      rails.received(text);
      if (welcomed && !rails.conduct().silent()) {
        perform(text);
      }
    }
  }

  private void perform(String text) {
    JsonNode command;
    try {
      command = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return;
    }
    String identifier = command.path("identifier").textValue();
    if (identifier == null) {
      return;
    }
    switch (command.path("command").asText()) {
      case "subscribe" -> subscribe(identifier);
      case "unsubscribe" -> subscriptions.remove(identifier);
      case "message" -> act(identifier, command.path("data").textValue());
      default -> {}
    }
  }

  private void subscribe(String identifier) {
    if (rails.conduct().takeIgnored()) {
      return;
    }
    if (rails.conduct().takeRejection()) {
      send(RailsFrames.reject(identifier));
    } else if (subscriptions.add(identifier)) {
      send(RailsFrames.confirm(identifier));
    } else {
      rails.repeated(identifier);
    }
  }

  private void act(String identifier, String data) {
    if (data == null || !subscriptions.contains(identifier)) {
      return;
    }
    JsonNode action;
    try {
      action = JSON.readTree(data);
    } catch (JsonProcessingException e) {
      return;
    }
    if (action.isObject()) {
      if (action.path("action").asText().equals("speak")) {
        rails.broadcast(identifier, data);
      } else {
        sendText(RailsFrames.message(identifier, RailsFrames.bytes("{\"echo\":" + data + "}")));
      }
    }
  }

  boolean subscribedTo(String identifier) {
    return subscriptions.contains(identifier);
  }

  boolean welcomed() {
    return welcomed;
  }

  void disconnect(String reason, boolean reconnect) {
    send(RailsFrames.disconnect(reason, reconnect));
    session.close(CloseStatus.NORMAL, null, Callback.NOOP);
  }

  void abort() {
    session.abort();
  }

  void send(String text) {
    sendText(RailsFrames.bytes(text));
  }

  void sendText(byte[] bytes) {
    sendFrame(new Frame(OpCode.TEXT, ByteBuffer.wrap(bytes)));
  }

  void sendBinary(byte[] bytes) {
    sendFrame(new Frame(OpCode.BINARY, ByteBuffer.wrap(bytes)));
  }

  /**
   * One message in frames of at most that many bytes; the last frame need not be marked as last.
   */
  void sendFragmented(byte[] bytes, int size, boolean ended) {
    for (int from = 0; from < bytes.length; from += size) {
      int length = Math.min(size, bytes.length - from);
      sendFrame(
          new Frame(
              from == 0 ? OpCode.TEXT : OpCode.CONTINUATION,
              ended && from + length == bytes.length,
              ByteBuffer.wrap(bytes, from, length).slice()));
    }
  }

  void ping(String payload) {
    sendFrame(new Frame(OpCode.PING, ByteBuffer.wrap(RailsFrames.bytes(payload))));
  }

  private void sendFrame(Frame frame) {
    session.sendFrame(frame, Callback.NOOP, false);
  }

  @Override
  public void onError(Throwable cause, Callback callback) {
    callback.succeeded();
  }

  @Override
  public void onClosed(CloseStatus status, Callback callback) {
    rails.closed(this);
    callback.succeeded();
  }
}
