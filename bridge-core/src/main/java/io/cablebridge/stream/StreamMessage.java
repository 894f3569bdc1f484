package io.cablebridge.stream;

import io.cablebridge.protocol.Payload;
import io.cablebridge.protocol.Slice;
import io.cablebridge.protocol.StreamPosition;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One message of a stream, shared by all of its readers: what it says, where it stands, and its
 * bytes in each form in which some reader wants them, which are made once. Immutable but for these,
 * which take no more than twice its bytes and 2 KiB.
 */
public final class StreamMessage implements Payload {
  /**
   * Forms depend on identifiers, which clients choose: more than these are made again each time.
   */
  private static final int KEPT_FORMS = 8;

  /** What all forms may take besides twice the message: names, of which there may be long ones. */
  private static final int KEPT_BYTES = 2_048;

  private final String stream;
  private final Slice json;
  private final @Nullable StreamPosition position;
  private final @Nullable String type;
  private final @Nullable String excludedSocket;
  private final long seconds;

  /** Read without a lock; its monitor guards what is put into it, and how much that is. */
  private final Map<Object, byte[]> forms = new ConcurrentHashMap<>(2);

  private int formBytes;

  /**
   * @param json one valid JSON value
   * @param position null for what history does not know
   * @param type what a client calls it instead of a message; null for a plain message
   * @param excludedSocket the session_id of who shall not get it
   * @param seconds when it was published, since 1970
   */
  public StreamMessage(
      String stream,
      Slice json,
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
  public Slice json() {
    return json;
  }

  /** Nothing: it is held once for all readers, and counted by its history. */
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

  /**
   * Its bytes in some form; read only.
   *
   * @param form equal for equal bytes
   */
  public byte[] encoded(Object form, Function<StreamMessage, byte[]> encoder) {
    byte[] known = forms.get(form);
    return known != null ? known : firstEncoded(form, encoder);
  }

  private byte[] firstEncoded(Object form, Function<StreamMessage, byte[]> encoder) {
    synchronized (forms) {
      byte[] known = forms.get(form);
      if (known != null) {
        return known;
      }
      byte[] made = encoder.apply(this);
      int all = formBytes + made.length;
      if (forms.size() < KEPT_FORMS && all <= 2 * json.length() + KEPT_BYTES) {
        forms.put(form, made);
        formBytes = all;
      }
      return made;
    }
  }
}
