package io.cablebridge.stream;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.cablebridge.protocol.JsonText;
import io.cablebridge.protocol.Payload;
import io.cablebridge.protocol.StreamPosition;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One message of a stream, shared by all subscribers: its data, its position, and its bytes in each
 * form in which some subscriber needs them. Each form is encoded once; together they hold at most
 * twice the bytes of the data and 2 KiB. Otherwise immutable.
 */
public final class StreamMessage implements Payload {
  /** Forms kept. They depend on identifiers, which clients choose; more are encoded each time. */
  private static final int MAX_FORMS = 8;

  /** Bytes of all forms beyond twice the data, for identifiers, which may be long. */
  private static final int MAX_EXTRA_BYTES = 2_048;

  private final String stream;
  private final JsonText json;
  private final @Nullable StreamPosition position;
  private final @Nullable String type;
  private final @Nullable String excludedSocket;
  private final long seconds;

  /** Read without a lock; additions happen under its own monitor. */
  private final Map<Object, byte[]> forms = new ConcurrentHashMap<>(2);

  @GuardedBy("forms")
  private int formBytes;

  /**
   * @param json one valid JSON value
   * @param position null for a message that history does not keep
   * @param type the name of its event for clients; null for a plain message
   * @param excludedSocket the session_id that must not receive it
   * @param seconds when it was published, since 1970
   */
  public StreamMessage(
      String stream,
      JsonText json,
      @Nullable StreamPosition position,
      @Nullable String type,
      @Nullable String excludedSocket,
      long seconds) {
    this.stream = stream;
    this.json = json;
    this.position = position;
    this.type = type;
    this.excludedSocket = excludedSocket;
    this.seconds = seconds;
  }

  public String stream() {
    return stream;
  }

  @Override
  public JsonText json() {
    return json;
  }

  /** Zero: the message is held once for all subscribers, and its history counts it. */
  @Override
  public int held() {
    return 0;
  }

  public @Nullable StreamPosition position() {
    return position;
  }

  public @Nullable String type() {
    return type;
  }

  public @Nullable String excludedSocket() {
    return excludedSocket;
  }

  public long seconds() {
    return seconds;
  }

  /** The bytes of the message in some form, read only; equal forms have equal bytes. */
  public byte[] encoded(Object form, Function<StreamMessage, byte[]> encoder) {
    byte[] existing = forms.get(form);
    return existing != null ? existing : encodeOnce(form, encoder);
  }

  private byte[] encodeOnce(Object form, Function<StreamMessage, byte[]> encoder) {
    synchronized (forms) {
      byte[] existing = forms.get(form);
      if (existing != null) {
        return existing;
      }
      byte[] encoded = encoder.apply(this);
      int total = formBytes + encoded.length;
      if (forms.size() < MAX_FORMS && total <= 2 * json.length() + MAX_EXTRA_BYTES) {
        forms.put(form, encoded);
        formBytes = total;
      }
      return encoded;
    }
  }
}
