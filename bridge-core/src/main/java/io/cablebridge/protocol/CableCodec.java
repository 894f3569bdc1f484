package io.cablebridge.protocol;

import io.cablebridge.protocol.JsonScanner.MalformedJson;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Turns text frames of {@code actioncable-v1-json} into {@link CableFrame}s, and commands into
 * text. The frame's message is found, never parsed into a tree. Stateless.
 */
public final class CableCodec {
  private static final byte[] PING_PREFIX =
      "{\"type\":\"ping\"".getBytes(StandardCharsets.US_ASCII);
  private static final CableFrame PING = new CableFrame.Ping();
  private static final CableFrame WELCOME = new CableFrame.Welcome();

  private CableCodec() {}

  /** Reads the remaining bytes of one complete text message; never throws on what Rails sent. */
  public static CableFrame decode(ByteBuffer payload) {
    if (startsWith(payload, PING_PREFIX)) {
      return PING; // every third second in every session: worth no copy
    }
    byte[] frame = new byte[payload.remaining()];
    payload.get(payload.position(), frame);
    try {
      return decode(frame);
    } catch (MalformedJson e) {
      return new CableFrame.Unknown(String.valueOf(e.getMessage()));
    }
  }

  private static CableFrame decode(byte[] frame) throws MalformedJson {
    JsonScanner scan = new JsonScanner(frame);
    byte @Nullable [] type = null;
    byte @Nullable [] identifier = null;
    byte @Nullable [] reason = null;
    boolean reconnect = true;
    int from = -1;
    int to = -1;
    scan.expect('{');
    boolean empty = scan.next('}');
    while (!empty) {
      scan.skipKey();
      scan.expect(':');
      scan.space();
      int start = scan.position();
      if (scan.lastKeyIs("type") && scan.atString()) {
        type = scan.string();
      } else if (scan.lastKeyIs("identifier") && scan.atString()) {
        identifier = scan.string();
      } else if (scan.lastKeyIs("reason") && scan.atString()) {
        reason = scan.string();
      } else {
        boolean message = scan.lastKeyIs("message");
        boolean mayReconnect = scan.lastKeyIs("reconnect");
        scan.skipValue();
        if (message) {
          from = start;
          to = scan.position();
        } else if (mayReconnect) {
          reconnect = frame[start] != 'f';
        }
      }
      if (!scan.next(',')) {
        scan.expect('}');
        empty = true;
      }
    }
    scan.expectEnd();
    if (!Utf8.isValid(frame)) {
      return new CableFrame.Unknown("not UTF-8");
    }
    return frame(frame, type, identifier, reason, reconnect, from, to);
  }

  private static CableFrame frame(
      byte[] frame,
      byte @Nullable [] type,
      byte @Nullable [] identifier,
      byte @Nullable [] reason,
      boolean reconnect,
      int from,
      int to) {
    if (type != null) {
      if (is(type, "welcome")) {
        return WELCOME;
      }
      if (is(type, "ping")) {
        return PING;
      }
      if (is(type, "disconnect")) {
        String text = reason == null ? null : new String(reason, StandardCharsets.UTF_8);
        return new CableFrame.Disconnect(text, reconnect);
      }
      if (identifier != null && is(type, "confirm_subscription")) {
        return new CableFrame.Confirm(new JsonText(identifier));
      }
      if (identifier != null && is(type, "reject_subscription")) {
        return new CableFrame.Reject(new JsonText(identifier));
      }
    }
    // Rails' own client delivers an unknown type that has an identifier as a message; so do we.
    if (identifier != null && from >= 0) {
      return new CableFrame.Message(new JsonText(identifier), new Slice(frame, from, to));
    }
    return new CableFrame.Unknown("neither a known type nor a message");
  }

  /** {@code {"command":"subscribe","identifier":"…"}}. */
  public static byte[] subscribe(JsonText identifier) {
    return command("subscribe", identifier, null);
  }

  /** {@code {"command":"unsubscribe","identifier":"…"}}. */
  public static byte[] unsubscribe(JsonText identifier) {
    return command("unsubscribe", identifier, null);
  }

  /** {@code {"command":"message","identifier":"…","data":"…"}}. */
  public static byte[] message(JsonText identifier, JsonText data) {
    return command("message", identifier, data);
  }

  private static byte[] command(String command, JsonText identifier, @Nullable JsonText data) {
    StringBuilder text = new StringBuilder(64 + identifier.length() * 2);
    text.append("{\"command\":\"").append(command).append("\",\"identifier\":");
    JsonValue.quote(identifier.toString(), text);
    if (data != null) {
      text.append(",\"data\":");
      JsonValue.quote(data.toString(), text);
    }
    return text.append('}').toString().getBytes(StandardCharsets.UTF_8);
  }

  private static boolean startsWith(ByteBuffer payload, byte[] prefix) {
    if (payload.remaining() <= prefix.length) {
      return false;
    }
    for (int i = 0; i < prefix.length; i++) {
      if (payload.get(payload.position() + i) != prefix[i]) {
        return false;
      }
    }
    return true;
  }

  private static boolean is(byte[] key, String name) {
    if (key.length != name.length()) {
      return false;
    }
    for (int i = 0; i < key.length; i++) {
      if (key[i] != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
