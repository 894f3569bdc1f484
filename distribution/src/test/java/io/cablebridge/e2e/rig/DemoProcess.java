package io.cablebridge.e2e.rig;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@code bin/cable-bridge demo} from the unpacked tarball on a free port. {@link TestBed} ends it.
 */
public final class DemoProcess implements AutoCloseable {

  private final int port = FreePort.find();
  private final ChildProcess process;

  public DemoProcess(String... settings) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Tarball.HOME.resolve("bin").resolve("cable-bridge").toString(),
                "demo",
                "-l",
                "127.0.0.1:" + port,
                "--set",
                "admin.port=0"));
    for (String setting : settings) {
      command.addAll(List.of("--set", setting));
    }
    process =
        ChildProcess.start("demo", Integer.toString(port), Path.of("target"), Map.of(), command)
            .await(Duration.ofSeconds(30), this::servesThePage);
  }

  private boolean servesThePage() {
    return new HttpCalls(root()).statusOf("/demo/") == 200;
  }

  /** The root of the bridge, one level above the demo page. */
  public URI root() {
    return URI.create("http://127.0.0.1:" + port);
  }

  @Override
  public void close() {
    process.close();
  }
}
