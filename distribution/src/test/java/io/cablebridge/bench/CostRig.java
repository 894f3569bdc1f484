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
 * Three processes on the loopback: the stub cable server, the bridge from its tarball, and this one
 * with the load client. Closing it ends the other two.
 */
final class CostRig implements AutoCloseable {
  static final int WARM_UP_SESSIONS = 500;

  /** No pause while thousands connect. */
  private static final String SETTING = "upstream.connects-per-second=2000";

  /** Longer than the timeouts that an opened session leaves behind, the connect timeout of 5 s. */
  private static final Duration RESTING = Duration.ofSeconds(7);

  private static final Duration EMPTYING = Duration.ofSeconds(30);

  /**
   * Longer than what a closed session leaves behind: its tombstone, and the 2 s that Rails is given
   * to answer a close.
   */
  private static final Duration FORGETTING = Duration.ofSeconds(3);

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

  /** The tarball that the build names, else the one in the build's directory. */
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
   * Runs every path once, those of the management agent too, with sessions that leave again;
   * returns what the emptied process holds.
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

  /** Gives each session two messages, lets them rest, and returns what the process then holds. */
  Footprint idle(int sessions) {
    cable.trickle(4000, 2 * sessions);
    Waiting.pause(RESTING);
    bridge.client().check();
    return footprint();
  }

  /** Closes all sessions, waits until the bridge has let go of them, and looks again. */
  Footprint empty() {
    bridge.client().closeAll();
    Waiting.until(
        EMPTYING,
        "the bridge has left Rails",
        () -> cable.connections() + " connections are left",
        () -> cable.connections() == 0);
    Waiting.pause(FORGETTING);
    return footprint();
  }

  /** Messages on their own: pings stand still, so no session may wait 3 s for a message. */
  TrafficCost trickle(int perSecond, int seconds) {
    cable.pingEvery(0);
    try {
      return TrafficCost.of(bridge, () -> cable.trickle(perSecond, perSecond * seconds));
    } finally {
      cable.pingEvery(3000);
    }
  }

  /** One message to every session twice a second, without pings. */
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
