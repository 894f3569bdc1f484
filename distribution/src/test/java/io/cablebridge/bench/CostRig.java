package io.cablebridge.bench;

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

  /** Room for every session, quick forgetting, no pause while thousands connect, no fixed port. */
  private static final List<String> SETTINGS =
      List.of(
          "session.max-sessions=20000",
          "session.linger=2s",
          "session.tombstone=1s",
          "upstream.connects-per-second=2000",
          "admin.port=0");

  /** Longer than the timeouts that an opened session leaves behind, the connect timeout of 5 s. */
  private static final Duration RESTING = Duration.ofSeconds(7);

  private static final Duration EMPTYING = Duration.ofSeconds(30);

  /**
   * Longer than what a closed session leaves behind: its tombstone, and the 2 s that Rails is given
   * to answer a close.
   */
  private static final Duration FORGETTING = Duration.ofSeconds(3);

  private final StubCableProcess cable;
  private final BridgeProcess bridge;
  private final LoadClient client;
  private final JvmProbe jvm;
  private final ProcessProbe process;

  CostRig(Path tarball, List<String> moreSettings) throws IOException {
    List<String> settings = new ArrayList<>(SETTINGS);
    settings.addAll(moreSettings);
    cable = new StubCableProcess();
    try {
      bridge = new BridgeProcess(tarball, cable.port(), settings);
    } catch (IOException | RuntimeException e) {
      cable.close();
      throw e;
    }
    try {
      client = new LoadClient(bridge.port());
      jvm = new JvmProbe(bridge.pid());
      process = new ProcessProbe(bridge.pid());
    } catch (IOException | RuntimeException e) {
      bridge.close();
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

  BridgeProcess bridge() {
    return bridge;
  }

  LoadClient client() {
    return client;
  }

  JvmProbe jvm() {
    return jvm;
  }

  ProcessProbe process() {
    return process;
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
    jvm.histogram();
    return empty();
  }

  /** Opens sessions up to this number; they idle with Rails' usual pings. */
  void open(int sessions) {
    try {
      client.open(sessions, Duration.ofSeconds(20 + sessions / 100));
    } catch (RuntimeException e) {
      e.addSuppressed(new IllegalStateException("The bridge: " + bridge.log()));
      throw e;
    }
  }

  /** Gives each session two messages, lets them rest, and returns what the process then holds. */
  Footprint idle(int sessions) {
    cable.trickle(4000, 2 * sessions);
    Waiting.pause(RESTING);
    client.check();
    return footprint();
  }

  /** Closes all sessions, waits until the bridge has let go of them, and looks again. */
  Footprint empty() {
    client.closeAll();
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
      return TrafficCost.of(this, () -> cable.trickle(perSecond, perSecond * seconds));
    } finally {
      cable.pingEvery(3000);
    }
  }

  /** One message to every session twice a second, without pings. */
  TrafficCost burst(int seconds) {
    cable.pingEvery(0);
    try {
      return TrafficCost.of(this, () -> cable.burst(500, 2 * seconds));
    } finally {
      cable.pingEvery(3000);
    }
  }

  @Override
  public void close() {
    client.close();
    try {
      jvm.close();
    } finally {
      bridge.close();
      cable.close();
    }
  }

  private Footprint footprint() {
    return Footprint.of(jvm, process);
  }
}
