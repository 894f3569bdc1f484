package io.cablebridge.bench;

import io.cablebridge.bench.load.LoadProfile;
import io.cablebridge.bench.probe.Footprint;
import io.cablebridge.bench.probe.Waiting;
import io.cablebridge.bench.stub.MessageFrame;
import io.cablebridge.bench.stub.SendResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * One stream: who publishes on it, the bridge, and the load client whose connections all read it.
 * Closing it ends the processes.
 */
final class StreamRig implements AutoCloseable {
  static final String STREAM = "load";
  private static final int WARM_UP_READERS = 500;

  /** Bytes of JSON of one message. */
  static final int PAYLOAD = 2048;

  /** Readers of streams need no Rails: nothing listens there. */
  private static final int NO_RAILS = 9;

  private static final List<String> SETTINGS =
      List.of("streams.public=true", "events.ping-interval=10m");

  /** Longer than the timeouts that an opened reader leaves behind, 5 s for its confirmation. */
  private static final Duration RESTING = Duration.ofSeconds(7);

  /** Longer than a reader's linger and its tombstone. */
  private static final Duration FORGETTING = Duration.ofSeconds(4);

  /** Descriptors that come and go by themselves. */
  private static final int OTHER_DESCRIPTORS = 8;

  private static final String BODY = "\",\"body\":\"" + "x".repeat(PAYLOAD - 39) + "\"}";

  private final StreamPublisher source;
  private final LoadedBridge bridge;
  private final int descriptors;

  /** Owns the source from here on. */
  StreamRig(Path tarball, StreamPublisher source, List<String> moreSettings) throws IOException {
    this.source = source;
    List<String> settings = new ArrayList<>(SETTINGS);
    settings.addAll(source.settings());
    settings.addAll(moreSettings);
    try {
      bridge =
          new LoadedBridge(tarball, NO_RAILS, LoadProfile.readers(STREAM, BODY.length()), settings);
    } catch (IOException | RuntimeException e) {
      source.close();
      throw e;
    }
    descriptors = bridge.process().descriptors();
  }

  LoadedBridge loaded() {
    return bridge;
  }

  /**
   * Runs every path once, with readers that leave again; returns what the emptied process holds.
   */
  Footprint warmUp(int seconds) throws IOException {
    bridge.open(WARM_UP_READERS);
    publish(WARM_UP_READERS, 100, seconds);
    bridge.footprint();
    bridge.jvm().histogram();
    return empty();
  }

  /** Opens readers, gives each two messages, lets them rest, and returns what is held then. */
  Footprint idle(int readers) {
    bridge.open(readers);
    publish(readers, 2, 1);
    Waiting.pause(RESTING);
    bridge.client().check();
    return bridge.footprint();
  }

  /** Closes all readers, waits until the bridge has let go of them, and looks again. */
  Footprint empty() {
    bridge.client().closeAll();
    Waiting.until(
        Duration.ofSeconds(30),
        "the bridge has closed its sockets",
        () -> "open files: " + bridge.process().descriptors(),
        () -> bridge.process().descriptors() <= descriptors + OTHER_DESCRIPTORS);
    Waiting.pause(FORGETTING);
    return bridge.footprint();
  }

  /** Evenly spread messages, each to all of the readers. */
  TrafficCost publish(int readers, int perSecond, int seconds) {
    return TrafficCost.of(bridge, () -> publishNow(readers, perSecond, perSecond * seconds));
  }

  private SendResult publishNow(int readers, int perSecond, int messages) {
    long start = System.nanoTime();
    try {
      for (int i = 0; i < messages; i++) {
        long due = start + i * 1_000_000_000L / perSecond;
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
          LockSupport.parkNanos(left);
        }
        source.publish(bridge.bridge(), STREAM, message(System.nanoTime()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Nothing can be published", e);
    }
    return new SendResult((long) messages * readers, 0, (System.nanoTime() - start) / 1e9);
  }

  /** Marked and stamped as a {@link MessageFrame}. */
  private static String message(long sentAt) {
    String digits = Long.toString(sentAt);
    return "{\"at\":\"@" + "0".repeat(MessageFrame.DIGITS - digits.length()) + digits + BODY;
  }

  @Override
  public void close() {
    try {
      bridge.close();
    } finally {
      source.close();
    }
  }
}
