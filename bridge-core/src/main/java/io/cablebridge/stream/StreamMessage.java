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
 * form in which some subscriber needs them. Immutable but for the forms.
 *
 * @param json one valid JSON value
 * @param position null for a message that history does not keep
 * @param type the name of its event for clients; null for a plain message
 * @param excludedSocket the session_id that must not receive it
 * @param seconds when it was published, since 1970
 */
public record StreamMessage(
    String stream,
    JsonText json,
    @Nullable StreamPosition position,
    @Nullable String type,
    @Nullable String excludedSocket,
    long seconds,
    EncodedForms forms)
    implements Payload {

  public StreamMessage(
      String stream,
      JsonText json,
      @Nullable StreamPosition position,
      @Nullable String type,
      @Nullable String excludedSocket,
      long seconds) {
    this(stream, json, position, type, excludedSocket, seconds, new EncodedForms());
  }

  /** Zero: the message is held once for all subscribers, and its history counts it. */
  @Override
  public int held() {
    return 0;
  }

  /** The bytes of the message in some form, read only; equal forms have equal bytes. */
  public byte[] encoded(Object form, Function<StreamMessage, byte[]> encoder) {
    byte[] existing = forms.kept.get(form);
    return existing != null ? existing : forms.encodeOnce(form, encoder, this);
  }

  /** The encoded forms of one message; together at most twice the bytes of its data and 2 KiB. */
  public static final class EncodedForms {
    /** They depend on identifiers, which clients choose; more are encoded each time. */
    private static final int MAX_FORMS = 8;

    /** Bytes beyond twice the data, for identifiers, which may be long. */
    private static final int MAX_EXTRA_BYTES = 2_048;

    /** Read without a lock; additions happen under the monitor. */
    private final Map<Object, byte[]> kept = new ConcurrentHashMap<>(2);

    @GuardedBy("this")
    private int bytes;

    private synchronized byte[] encodeOnce(
        Object form, Function<StreamMessage, byte[]> encoder, StreamMessage message) {
      byte[] existing = kept.get(form);
      if (existing != null) {
        return existing;
      }
      byte[] encoded = encoder.apply(message);
      int total = bytes + encoded.length;
      if (kept.size() < MAX_FORMS && total <= 2 * message.json.length() + MAX_EXTRA_BYTES) {
        kept.put(form, encoded);
        bytes = total;
      }
      return encoded;
    }
  }
}
