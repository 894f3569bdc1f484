package io.cablebridge.fake;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link FakeRails} behaves at the moment. Written by the test's thread, read by Jetty's.
 * {@link #reset()} makes it a normal Rails again.
 */
final class Conduct {

  /** How an upgrade request is answered. */
  enum Door {
    OPEN,
    REFUSES,
    HANGS
  }

  /** What Rails sends on a connection after its handshake. */
  enum Greeting {
    WELCOME,
    UNAUTHORIZED,
    NOTHING
  }

  /** The HTTP answer that refuses an upgrade. */
  record Refusal(int status, String contentType, String body) {}

  volatile Door door = Door.OPEN;
  volatile Greeting greeting = Greeting.WELCOME;
  volatile @Nullable Refusal refusal;
  volatile boolean subprotocol = true;
  final Map<String, String> headers = new ConcurrentHashMap<>();
  private final AtomicInteger rejections = new AtomicInteger();
  private final AtomicInteger deafness = new AtomicInteger();

  void reset() {
    door = Door.OPEN;
    greeting = Greeting.WELCOME;
    subprotocol = true;
    headers.clear();
    rejections.set(0);
    deafness.set(0);
  }

  boolean silent() {
    return greeting == Greeting.NOTHING;
  }

  void rejectOneMore() {
    rejections.incrementAndGet();
  }

  void ignoreSubscribes(int count) {
    deafness.set(count);
  }

  boolean takeRejection() {
    return take(rejections);
  }

  boolean takeIgnored() {
    return take(deafness);
  }

  private static boolean take(AtomicInteger remaining) {
    return remaining.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
  }
}
