package io.cablebridge.bench;

import io.cablebridge.bench.load.LoadProfile;
import io.cablebridge.bench.probe.Footprint;
import io.cablebridge.bench.probe.JvmProbe;
import io.cablebridge.bench.probe.ProcessProbe;
import io.cablebridge.bench.probe.Waiting;
import io.cablebridge.bench.stub.StubCableProcess;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Three processes on the loopback: the stub cable server, the bridge, and this one with the load
 * client. Closing it ends the other two.
 */
final class CostRig implements AutoCloseable {
  static final int WARM_UP_SESSIONS = 500;

  /** Removes the connect rate limit while thousands connect. */
  private static final String SETTING = "upstream.connects-per-second=2000";

  /** Longer than the timeouts of an opened session; the connect timeout is 5 s. */
  private static final Duration REST_TIME = Duration.ofSeconds(7);

  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(30);

  /**
   * Longer than the bridge keeps a closed session: its tombstone, and 2 s for Rails' close frame.
   */
  private static final Duration EVICTION_TIME = Duration.ofSeconds(3);

  private final StubCableProcess cable;
  private final LoadedBridge bridge;

  CostRig(Path tarball, List<String> moreSettings) throws IOException {
    List<String> settings = new ArrayList<>(List.of(SETTING));
    settings.addAll(moreSettings);
    cable = new StubCableProcess();
    try {
      bridge = new LoadedBridge(tarball, cable.port(), LoadProfile.sessions(), settings);
    } catch (IOException | RuntimeException e) {
      cable.close();
      throw e;
    }
  }

  /** The tarball named by the build, otherwise the one in the build directory. */
  static Path tarball() throws IOException {
    String named = System.getProperty("cablebridge.tarball");
    if (named != null) {
      return Path.of(named);
    }
    Path target = Path.of("distribution/target");
    try (DirectoryStream<Path> found =
        Files.newDirectoryStream(
            Files.isDirectory(target) ? target : Path.of("target"), "cable-bridge-*.tar.gz")) {
      for (Path tarball : found) {
        return tarball;
      }
    }
    throw new IOException("There is no cable-bridge-*.tar.gz; mvn package makes it");
  }

  StubCableProcess cable() {
    return cable;
  }

  LoadedBridge loaded() {
    return bridge;
  }

  JvmProbe jvm() {
    return bridge.jvm();
  }

  ProcessProbe process() {
    return bridge.process();
  }

  /**
   * Runs every code path once, management agent included, closes the sessions, and returns the
   * footprint of the emptied process.
   */
  Footprint warmUp(int seconds) throws IOException {
    open(WARM_UP_SESSIONS);
    trickle(2000, seconds);
    burst(seconds);
    footprint();
    jvm().histogram();
    return empty();
  }

  /** Opens sessions up to this number; they idle with Rails' usual pings. */
  void open(int sessions) {
    bridge.open(sessions);
  }

  /** Sends each session two messages, waits, and returns the footprint. */
  Footprint idle(int sessions) {
    cable.trickle(4000, 2 * sessions);
    Waiting.pause(REST_TIME);
    bridge.client().check();
    return footprint();
  }

  /** Closes all sessions, waits until the bridge has released them, and returns the footprint. */
  Footprint empty() {
    bridge.client().closeAll();
    Waiting.until(
        CLOSE_LIMIT,
        "the bridge has left Rails",
        () -> cable.connections() + " connections are left",
        () -> cable.connections() == 0);
    Waiting.pause(EVICTION_TIME);
    return footprint();
  }

  /** Sends messages evenly spread over the sessions, with pings switched off. */
  TrafficCost trickle(int perSecond, int seconds) {
    cable.pingEvery(0);
    try {
      return TrafficCost.of(bridge, () -> cable.trickle(perSecond, perSecond * seconds));
    } finally {
      cable.pingEvery(3000);
    }
  }

  /** Sends every session one message twice a second, with pings switched off. */
  TrafficCost burst(int seconds) {
    cable.pingEvery(0);
    try {
      return TrafficCost.of(bridge, () -> cable.burst(500, 2 * seconds));
    } finally {
      cable.pingEvery(3000);
    }
  }

  @Override
  public void close() {
    try {
      bridge.close();
    } finally {
      cable.close();
    }
  }

  private Footprint footprint() {
    return bridge.footprint();
  }
}
