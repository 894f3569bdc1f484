package io.cablebridge.protocol;

import io.cablebridge.protocol.JsonScanner.MalformedJson;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Turns text frames of {@code actioncable-v1-json} into {@link CableFrame}s, and commands into
 * frames' text. The message of a frame is found in one pass over its bytes and copied, never parsed
 * into a tree; no identifier or message becomes a {@code String}. Thread-safe.
 */
public final class CableCodec {
  private static final ByteBuffer PING_PREFIX = ByteBuffer.wrap(ascii("{\"type\":\"ping\""));
  private static final byte[] COMMAND = ascii("{\"command\":\"");
  private static final byte[] IDENTIFIER = ascii("\",\"identifier\":\"");
  private static final byte[] DATA = ascii("\",\"data\":\"");
  private static final byte[] END = ascii("\"}");
  private static final byte[] NOTHING = {};

  /** One for each thread, not one for each frame. */
  private static final ThreadLocal<JsonScanner> SCANNERS =
      ThreadLocal.withInitial(() -> new JsonScanner(NOTHING));

  private static final CableFrame PING = new CableFrame.Ping();
  private static final CableFrame WELCOME = new CableFrame.Welcome();
  private static final CableFrame NOT_UTF8 = new CableFrame.NotUtf8();

  private CableCodec() {}

  /**
   * Reads the remaining bytes of one complete text message; never throws, whatever Rails sent. The
   * frame holds nothing of the buffer.
   *
   * @param expected the identifier that the frame probably names; the frame then has this very
   *     object instead of a copy
   */
  public static CableFrame decode(ByteBuffer payload, @Nullable JsonText expected) {
    if (PING_PREFIX.mismatch(payload) == PING_PREFIX.limit()) {
      return PING; // every third second in every session: worth no pass
    }
    byte[] bytes;
    int from;
    if (payload.hasArray()) {
      bytes = payload.array();
      from = payload.arrayOffset() + payload.position();
    } else {
      bytes = new byte[payload.remaining()];
      payload.get(payload.position(), bytes);
      from = 0;
    }
    JsonScanner scan = SCANNERS.get();
    scan.restart(bytes, from, from + payload.remaining());
    try {
      return decode(bytes, scan, expected);
    } catch (MalformedJson e) {
      return Utf8.isValid(bytes, from, from + payload.remaining())
          ? new CableFrame.Unknown(String.valueOf(e.getMessage()))
          : NOT_UTF8;
    } finally {
      scan.restart(NOTHING, 0, 0); // else it would hold a buffer of the pool
    }
  }

  private static CableFrame decode(byte[] bytes, JsonScanner scan, @Nullable JsonText expected)
      throws MalformedJson {
    String type = "";
    JsonText identifier = null;
    String reason = null;
    boolean reconnect = true;
    int from = -1;
    int to = -1;
    int lineBreaks = 0;
    scan.expect('{');
    boolean empty = scan.next('}');
    while (!empty) {
      scan.skipKey();
      scan.space();
      int start = scan.position();
      if (scan.lastKeyIs("type") && scan.atString()) {
        type = scan.text(null).toString();
      } else if (scan.lastKeyIs("identifier") && scan.atString()) {
        identifier = scan.text(expected);
      } else if (scan.lastKeyIs("reason") && scan.atString()) {
        reason = scan.text(null).toString();
      } else {
        boolean message = scan.lastKeyIs("message");
        boolean mayReconnect = scan.lastKeyIs("reconnect");
        int before = scan.lineBreaks();
        scan.skipValue();
        if (message) {
          from = start;
          to = scan.position();
          lineBreaks = scan.lineBreaks() - before;
        } else if (mayReconnect) {
          reconnect = bytes[start] != 'f';
        }
      }
      if (!scan.next(',')) {
        scan.expect('}');
        empty = true;
      }
    }
    scan.expectEnd();
    CableFrame known = ofType(type, identifier, reason, reconnect);
    if (known != null) {
      return known;
    }
    // Rails' own client delivers an unknown type that has an identifier as a message; so do we.
    if (identifier != null && from >= 0) {
      JsonText message = new JsonText(Arrays.copyOfRange(bytes, from, to), lineBreaks);
      return new CableFrame.Message(identifier, message);
    }
    return new CableFrame.Unknown("neither a known type nor a message");
  }

  private static @Nullable CableFrame ofType(
      String type, @Nullable JsonText identifier, @Nullable String reason, boolean reconnect) {
    return switch (type) {
      case "welcome" -> WELCOME;
      case "ping" -> PING;
      case "disconnect" -> new CableFrame.Disconnect(reason, reconnect);
      case "confirm_subscription" -> identifier == null ? null : new CableFrame.Confirm(identifier);
      case "reject_subscription" -> identifier == null ? null : new CableFrame.Reject(identifier);
      default -> null;
    };
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
    int length =
        COMMAND.length
            + command.length()
            + IDENTIFIER.length
            + JsonEscapes.quotedLength(identifier.bytes())
            + (data == null ? 0 : DATA.length + JsonEscapes.quotedLength(data.bytes()))
            + END.length;
    ByteBuffer out = ByteBuffer.allocate(length);
    out.put(COMMAND).put(ascii(command)).put(IDENTIFIER);
    JsonEscapes.quote(identifier.bytes(), out);
    if (data != null) {
      out.put(DATA);
      JsonEscapes.quote(data.bytes(), out);
    }
    return out.put(END).array();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
