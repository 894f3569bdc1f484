package io.cablebridge.e2e.rig;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A network of its own for one client, of Linux: another machine, as far as TCP can see. The client
 * reaches this machine at {@link #HOST}, and can vanish without a packet.
 */
public final class NetworkNamespace implements AutoCloseable {
  /** The address of this machine for the client. */
  public static final String HOST = "10.99.11.1";

  private static final String CLIENT = "10.99.11.2";
  private static final String NAME = "cable-vanish";
  private static final String OUTER = "cbvanish0";
  private static final String INNER = "cbvanish1";

  private NetworkNamespace() {}

  /** Creates it; skips the test if the system does not allow it. */
  public static NetworkNamespace create() {
    new NetworkNamespace().close(); // what an aborted run has left
    Result created = run("ip netns add " + NAME);
    assumeTrue(
        created.code == 0, () -> "no network namespace can be created here: " + created.output);
    NetworkNamespace network = new NetworkNamespace();
    try {
      network.expect("ip link add " + OUTER + " type veth peer name " + INNER);
      network.expect("ip link set " + INNER + " netns " + NAME);
      network.expect("ip addr add " + HOST + "/24 dev " + OUTER);
      network.expect("ip link set " + OUTER + " up");
      network.expect(inside("ip addr add " + CLIENT + "/24 dev " + INNER));
      network.expect(inside("ip link set " + INNER + " up"));
    } catch (IllegalStateException e) {
      network.close();
      throw e;
    }
    return network;
  }

  /** Starts a program in the namespace. */
  public Process start(String... command) {
    try {
      List<String> words = new ArrayList<>(List.of(inside("").trim().split(" ")));
      words.addAll(List.of(command));
      return new ProcessBuilder(words).redirectErrorStream(true).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Takes the client's address away: packets to it are still sent, and nothing answers them. This
   * machine must not ask for the link address again, because the missing answer would be an error.
   */
  public void vanish() {
    String link = expect(inside("cat /sys/class/net/" + INNER + "/address")).trim();
    expect("ip neigh replace " + CLIENT + " lladdr " + link + " dev " + OUTER + " nud permanent");
    expect(inside("ip addr del " + CLIENT + "/24 dev " + INNER));
  }

  private static String inside(String command) {
    return "ip netns exec " + NAME + " " + command;
  }

  private record Result(int code, String output) {}

  private String expect(String command) {
    Result result = run(command);
    if (result.code != 0) {
      throw new IllegalStateException(command + ": " + result.output);
    }
    return result.output;
  }

  private static Result run(String command) {
    try {
      Process process =
          new ProcessBuilder(Stream.of(command.split(" ")).toList())
              .redirectErrorStream(true)
              .start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Result(process.waitFor(), output);
    } catch (IOException e) {
      return new Result(-1, e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Result(-1, e.toString());
    }
  }

  @Override
  public void close() {
    run("ip netns del " + NAME);
    run("ip link del " + OUTER);
  }
}
