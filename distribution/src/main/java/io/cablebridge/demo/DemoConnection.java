package io.cablebridge.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket of the {@link DemoCable}; created at the upgrade. It reads on a Jetty thread, and
 * sends on the threads of other connections and of the clock too. Like Rails it ignores unknown
 * commands.
 */
final class DemoConnection implements FrameHandler {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_SUBSCRIPTIONS = 32;
  private static final int MAX_COMMAND_BYTES = 64 << 10;
  private static final int MAX_UNSENT_FRAMES = 10_000;
  private static final String CHAT = "chat:";
  private static final String CLOCK = "clock";

  private final Set<DemoConnection> all;
  private final String user;

  /** The stream of each identifier. */
  private final Map<String, String> subscriptions = new ConcurrentHashMap<>();

  private final ByteArrayOutputStream command = new ByteArrayOutputStream(0);
  private volatile @Nullable CoreSession session;

  DemoConnection(Set<DemoConnection> all, String user) {
    this.all = all;
    this.user = user;
  }

  @Override
  public void onOpen(CoreSession opened, Callback callback) {
    opened.setIdleTimeout(Duration.ZERO);
    opened.setMaxFrameSize(MAX_COMMAND_BYTES);
    opened.setMaxOutgoingFrames(MAX_UNSENT_FRAMES);
    session = opened;
    send(type("welcome"));
    all.add(this);
    callback.succeeded();
    opened.demand();
  }

  @Override
  public void onFrame(Frame frame, Callback callback) {
    if (frame.getOpCode() == OpCode.TEXT || frame.getOpCode() == OpCode.CONTINUATION) {
      append(frame);
    }
    callback.succeeded();
    CoreSession open = session;
    if (open != null) {
      open.demand();
    }
  }

  private void append(Frame frame) {
    byte[] part = new byte[frame.getPayloadLength()];
    if (part.length > 0) {
      frame.getPayload().get(part);
    }
    if (command.size() + part.length > MAX_COMMAND_BYTES) {
      abort();
      return;
    }
    command.writeBytes(part);
    if (frame.isFin()) {
      JsonNode request = parse(command.toString(StandardCharsets.UTF_8));
      command.reset();
      perform(request, request.path("identifier").asText());
    }
  }

  private void perform(JsonNode request, String identifier) {
    switch (request.path("command").asText()) {
      case "subscribe" -> subscribe(identifier);
      case "unsubscribe" -> subscriptions.remove(identifier);
      case "message" -> act(identifier, parse(request.path("data").asText()));
      default -> {}
    }
  }

  private void subscribe(String identifier) {
    if (subscriptions.containsKey(identifier)) {
      return;
    }
    JsonNode params = parse(identifier);
    if (subscriptions.size() >= MAX_SUBSCRIPTIONS) {
      send(type("reject_subscription").put("identifier", identifier));
      return;
    }
    switch (params.path("channel").asText()) {
      case "ChatChannel" -> {
        String room = DemoChat.room(params);
        subscriptions.put(identifier, CHAT + room);
        transmit(identifier, DemoChat.welcome(room, user));
        confirm(identifier);
      }
      case "ClockChannel" -> {
        subscriptions.put(identifier, CLOCK);
        confirm(identifier);
      }
      default -> {}
    }
  }

  private void confirm(String identifier) {
    send(object().put("identifier", identifier).put("type", "confirm_subscription"));
  }

  private void act(String identifier, JsonNode data) {
    String stream = subscriptions.get(identifier);
    if (stream != null && stream.startsWith(CHAT) && data.path("action").asText().equals("speak")) {
      ObjectNode said = DemoChat.said(user, data);
      all.forEach(connection -> connection.deliver(stream, said));
    }
  }

  private void deliver(String stream, JsonNode message) {
    subscriptions.forEach(
        (identifier, followed) -> {
          if (followed.equals(stream)) {
            transmit(identifier, message);
          }
        });
  }

  void ping() {
    send(type("ping").put("message", Instant.now().getEpochSecond()));
  }

  void tick() {
    deliver(CLOCK, DemoChat.tick());
  }

  void abort() {
    CoreSession open = session;
    if (open != null) {
      open.abort();
    }
  }

  private void transmit(String identifier, JsonNode message) {
    send(object().put("identifier", identifier).set("message", message));
  }

  private void send(JsonNode frame) {
    CoreSession open = session;
    if (open != null) {
      byte[] text = frame.toString().getBytes(StandardCharsets.UTF_8);
      open.sendFrame(
          new Frame(OpCode.TEXT, ByteBuffer.wrap(text)),
          Callback.from(() -> {}, failure -> open.abort()),
          false);
    }
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  private static ObjectNode type(String type) {
    return object().put("type", type);
  }

  private static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  @Override
  public void onError(Throwable cause, Callback callback) {
    callback.succeeded();
  }

  @Override
  public void onClosed(CloseStatus status, Callback callback) {
    all.remove(this);
    subscriptions.clear();
    callback.succeeded();
  }
}
