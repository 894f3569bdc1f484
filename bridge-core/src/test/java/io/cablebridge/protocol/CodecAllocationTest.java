package io.cablebridge.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * What the codec allocates for one frame and one command, in bytes, which do not depend on how busy
 * the machine is. The JIT compiler may save some of them, and never adds any.
 */
class CodecAllocationTest {
  private static final int ROUNDS = 10_000;

  /** Of {@code CableFrame.Message} and the message's {@code JsonText}. */
  private static final int OBJECTS = 24 + 24;

  private static final JsonText ROOM = JsonText.of("{\"channel\":\"ChatChannel\",\"room\":\"r1\"}");
  private static final String MESSAGE = "{\"body\":\"" + "é".repeat(50) + "\"}";

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static Object sink = "";

  @Test
  void aMessageCostsACopyOfItselfAndTwoSmallObjects() {
    ByteBuffer frame = frame(MESSAGE);
    long copy = array(MESSAGE.getBytes(UTF_8).length);

    assertThat(bytes(() -> CableCodec.decode(frame, ROOM))).isLessThanOrEqualTo(OBJECTS + copy);
  }

  @Test
  void anUnexpectedIdentifierCostsACopyMore() {
    ByteBuffer frame = frame("1");
    long copies = array(1) + array(ROOM.length()) + 24;

    assertThat(bytes(() -> CableCodec.decode(frame, null))).isLessThanOrEqualTo(OBJECTS + copies);
  }

  @Test
  void aPingCostsNothing() {
    ByteBuffer ping = ByteBuffer.wrap("{\"type\":\"ping\",\"message\":1}".getBytes(UTF_8));

    assertThat(bytes(() -> CableCodec.decode(ping, null))).isZero();
  }

  @Test
  void aCommandCostsItsBytesAndNoStrings() {
    JsonText data = JsonText.of("{\"action\":\"" + "say\\n".repeat(100) + "\"}");
    long result = array(CableCodec.message(ROOM, data).length);

    // A ByteBuffer and the bytes of the command's name.
    assertThat(bytes(() -> CableCodec.message(ROOM, data))).isLessThanOrEqualTo(result + 56 + 24);
  }

  private static ByteBuffer frame(String message) {
    String identifier = JsonValue.quoted(ROOM.toString());
    return ByteBuffer.wrap(
        ("{\"identifier\":" + identifier + ",\"message\":" + message + "}").getBytes(UTF_8));
  }

  /** The size of a byte array: a header of 16 bytes, and all of it a multiple of 8. */
  private static long array(int length) {
    return (16L + length + 7) / 8 * 8;
  }

  private static long bytes(Supplier<Object> work) {
    for (int i = 0; i < 100; i++) {
      sink = work.get();
    }
    long thread = Thread.currentThread().getId();
    long before = THREADS.getThreadAllocatedBytes(thread);
    for (int i = 0; i < ROUNDS; i++) {
      sink = work.get();
    }
    long allocated = THREADS.getThreadAllocatedBytes(thread) - before;
    assertThat(sink).isNotNull();
    return allocated / ROUNDS;
  }
}
