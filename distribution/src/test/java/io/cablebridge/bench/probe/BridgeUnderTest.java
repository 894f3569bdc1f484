package io.cablebridge.bench.probe;

import io.cablebridge.e2e.rig.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The bridge process under measurement: the tarball unpacked into a temporary directory and started
 * by its launcher with default flags. Closing it stops the process and removes the directory.
 */
public final class BridgeUnderTest implements AutoCloseable {
  private final Path directory;
  private final Path log;
  private final List<String> command = new ArrayList<>();
  private final Process process;
  private final int port = FreePort.find();
  private boolean closed;

  public BridgeUnderTest(Path tarball, int cablePort, List<String> settings) throws IOException {
    directory = Files.createTempDirectory("cable-bridge-bench");
    log = directory.resolve("log");
    Path launcher = unpack(tarball);
    command.add(launcher.toString());
    command.addAll(List.of("-l", "127.0.0.1:" + port));
    command.addAll(List.of("-s", "ws://127.0.0.1:" + cablePort + "/cable", "-q"));
    for (String setting : settings) {
      command.addAll(List.of("--set", setting));
    }
    process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      Waiting.until(Duration.ofSeconds(30), "the bridge listens", this::log, this::listens);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  public int port() {
    return port;
  }

  /** The process id of the JVM, which may be a child of the launcher. */
  public long pid() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants())
        .filter(handle -> handle.info().command().orElse("").endsWith("java"))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("No JVM runs: " + log()))
        .pid();
  }

  /** The command line, without the temporary directory. */
  public String command() {
    return "bin/cable-bridge " + String.join(" ", command.subList(1, command.size()));
  }

  public String log() {
    try {
      String text = Files.readString(log);
      return "its log ends: " + text.substring(Math.max(0, text.length() - 2000));
    } catch (IOException e) {
      return "its log cannot be read: " + e;
    }
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    List<ProcessHandle> handles =
        Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
    handles.forEach(ProcessHandle::destroy);
    for (ProcessHandle handle : handles) {
      try {
        handle.onExit().get(15, TimeUnit.SECONDS);
      } catch (Exception e) {
        handle.destroyForcibly();
      }
    }
    delete(directory);
  }

  private Path unpack(Path tarball) throws IOException {
    Process tar =
        new ProcessBuilder("tar", "-xzf", tarball.toString(), "-C", directory.toString())
            .inheritIO()
            .start();
    try {
      if (!tar.waitFor(60, TimeUnit.SECONDS) || tar.exitValue() != 0) {
        tar.destroyForcibly();
        throw new IOException("The tarball could not be unpacked: " + tarball);
      }
    } catch (InterruptedException e) {
      tar.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted", e);
    }
    try (Stream<Path> top = Files.list(directory)) {
      return top.map(root -> root.resolve("bin/cable-bridge"))
          .filter(Files::isExecutable)
          .findFirst()
          .orElseThrow(() -> new IOException("The tarball has no launcher: " + tarball));
    }
  }

  private boolean listens() {
    if (!process.isAlive()) {
      throw new IllegalStateException("The bridge ended at once; " + log());
    }
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static void delete(Path directory) {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      System.err.println("Left behind: " + directory + " (" + e + ")");
    }
  }
}
