package io.cablebridge.bench;

import io.cablebridge.bench.load.LoadClient;
import io.cablebridge.bench.load.LoadProfile;
import io.cablebridge.bench.probe.BridgeUnderTest;
import io.cablebridge.bench.probe.Footprint;
import io.cablebridge.bench.probe.JvmProbe;
import io.cablebridge.bench.probe.ProcessProbe;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The bridge process, its load client, and the probes of the process. Closing it ends the process.
 */
final class LoadedBridge implements AutoCloseable {
  /** Room for every session, short linger and tombstone, a free console port. */
  private static final List<String> SETTINGS =
      List.of(
          "session.max-sessions=20000",
          "session.linger=2s",
          "session.tombstone=1s",
          "admin.port=0");

  private final BridgeUnderTest bridge;
  private final LoadClient client;
  private final JvmProbe jvm;
  private final ProcessProbe process;

  LoadedBridge(Path tarball, int cablePort, LoadProfile profile, List<String> moreSettings)
      throws IOException {
    List<String> settings = new ArrayList<>(SETTINGS);
    settings.addAll(moreSettings);
    bridge = new BridgeUnderTest(tarball, cablePort, settings);
    try {
      client = new LoadClient(bridge.port(), profile);
      jvm = new JvmProbe(bridge.pid());
      process = new ProcessProbe(bridge.pid());
    } catch (IOException | RuntimeException e) {
      bridge.close();
      throw e;
    }
  }

  BridgeUnderTest bridge() {
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

  /** Opens streams up to this number. */
  void open(int connections) {
    try {
      client.open(connections, Duration.ofSeconds(20 + connections / 100));
    } catch (RuntimeException e) {
      e.addSuppressed(new IllegalStateException("The bridge: " + bridge.log()));
      throw e;
    }
  }

  Footprint footprint() {
    return Footprint.of(jvm, process);
  }

  @Override
  public void close() {
    client.close();
    try {
      jvm.close();
    } finally {
      bridge.close();
    }
  }
}
