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
 * One stream: its publisher, the bridge, and the load client, whose connections all subscribe to
 * it. Closing it ends the processes.
 */
final class StreamRig implements AutoCloseable {
  static final String STREAM = "load";
  private static final int WARM_UP_READERS = 500;

  /** Bytes of JSON of one message. */
  static final int PAYLOAD = 2048;

  /** Streams need no Rails: no server listens on this port. */
  private static final int NO_RAILS = 9;

  private static final List<String> SETTINGS =
      List.of("streams.public=true", "events.ping-interval=10m");

  /** Longer than the timeouts of a new subscriber; its confirmation has 5 s. */
  private static final Duration REST_TIME = Duration.ofSeconds(7);

  /** Longer than a subscriber's linger and tombstone. */
  private static final Duration EVICTION_TIME = Duration.ofSeconds(4);

  /** Tolerance for descriptors of the JVM itself. */
  private static final int OTHER_DESCRIPTORS = 8;

  private static final String BODY = "\",\"body\":\"" + "x".repeat(PAYLOAD - 39) + "\"}";

  private final StreamPublisher publisher;
  private final LoadedBridge bridge;
  private final int descriptors;

  /** Owns the publisher and closes it. */
  StreamRig(Path tarball, StreamPublisher publisher, List<String> moreSettings) throws IOException {
    this.publisher = publisher;
    List<String> settings = new ArrayList<>(SETTINGS);
    settings.addAll(publisher.settings());
    settings.addAll(moreSettings);
    try {
      bridge =
          new LoadedBridge(tarball, NO_RAILS, LoadProfile.readers(STREAM, BODY.length()), settings);
    } catch (IOException | RuntimeException e) {
      publisher.close();
      throw e;
    }
    descriptors = bridge.process().descriptors();
  }

  LoadedBridge loaded() {
    return bridge;
  }

  /**
   * Runs every code path once, closes the subscribers, and returns the footprint of the emptied
   * process.
   */
  Footprint warmUp(int seconds) throws IOException {
    bridge.open(WARM_UP_READERS);
    publish(WARM_UP_READERS, 100, seconds);
    bridge.footprint();
    bridge.jvm().histogram();
    return empty();
  }

  /** Opens subscribers, sends each two messages, waits, and returns the footprint. */
  Footprint idle(int readers) {
    bridge.open(readers);
    publish(readers, 2, 1);
    Waiting.pause(REST_TIME);
    bridge.client().check();
    return bridge.footprint();
  }

  /**
   * Closes all subscribers, waits until the bridge has released them, and returns the footprint.
   */
  Footprint empty() {
    bridge.client().closeAll();
    Waiting.until(
        Duration.ofSeconds(30),
        "the bridge has closed its sockets",
        () -> "open files: " + bridge.process().descriptors(),
        () -> bridge.process().descriptors() <= descriptors + OTHER_DESCRIPTORS);
    Waiting.pause(EVICTION_TIME);
    return bridge.footprint();
  }

  /** Publishes messages evenly spread over time, each to all subscribers. */
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
        publisher.publish(bridge.bridge(), STREAM, message(System.nanoTime()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Nothing can be published", e);
    }
    return new SendResult((long) messages * readers, 0, (System.nanoTime() - start) / 1e9);
  }

  /** A message with mark and time stamp, as in {@link MessageFrame}. */
  private static String message(long sentAt) {
    String digits = Long.toString(sentAt);
    return "{\"at\":\"@" + "0".repeat(MessageFrame.DIGITS - digits.length()) + digits + BODY;
  }

  @Override
  public void close() {
    try {
      bridge.close();
    } finally {
      publisher.close();
    }
  }
}
