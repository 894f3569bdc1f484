package io.cablebridge.e2e.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A bridge process, started by the launcher of the unpacked tarball on a free port, with its
 * console on another port. Settings are given as {@code key=value}. {@link TestBed} ends it.
 */
public final class BridgeProcess implements AutoCloseable {

  private static final Pattern CONSOLE = Pattern.compile("console listens .*port=([0-9]+)");

  private static final Pattern USED_HEAP =
      Pattern.compile("jvm_memory_used_bytes\\{area=\"heap\"[^}]*} ([0-9.E+]+)");

  /** The tests themselves may run with SIGHUP ignored, which child processes inherit. */
  private static final List<String> WITH_SIGHUP = List.of("env", "--default-signal=HUP");

  private final int port;
  private final ChildProcess process;

  public BridgeProcess(URI cable, List<String> settings) {
    this(FreePort.find(), cable, settings);
  }

  /** Starts on a given port, such as the one of an earlier bridge. */
  public BridgeProcess(int port, URI cable, List<String> settings) {
    this(port, cable, settings, Map.of());
  }

  /** Starts with additional environment variables. */
  public BridgeProcess(
      int port, URI cable, List<String> settings, Map<String, String> environment) {
    this(port, cable, settings, environment, WITH_SIGHUP);
  }

  /** Starts as {@code nohup} does: SIGHUP is ignored. */
  public static BridgeProcess underNohup(URI cable) {
    return new BridgeProcess(
        FreePort.find(), cable, List.of(), Map.of(), List.of("env", "--ignore-signal=HUP"));
  }

  /** Starts with a limit of open files. */
  public static BridgeProcess withOpenFiles(int files, URI cable) {
    return new BridgeProcess(
        FreePort.find(), cable, List.of(), Map.of(), List.of("prlimit", "--nofile=" + files));
  }

  /** Starts with a pipe as standard output that no program reads; there is no log then. */
  public static BridgeProcess withUnreadOutput(URI cable, List<String> settings) {
    String pipe = "target/unread-" + FreePort.find();
    return new BridgeProcess(
        FreePort.find(),
        cable,
        settings,
        Map.of(),
        List.of(
            "sh",
            "-c",
            "mkfifo \"$0\" && exec 9<>\"$0\" && rm \"$0\" && exec \"$@\" >&9 2>&9",
            Path.of(pipe).toAbsolutePath().toString()));
  }

  /**
   * @param under the command that starts the launcher
   */
  private BridgeProcess(
      int port,
      URI cable,
      List<String> settings,
      Map<String, String> environment,
      List<String> under) {
    this.port = port;
    List<String> command = new ArrayList<>(under);
    command.add(Tarball.HOME.resolve("bin").resolve("cable-bridge").toString());
    command.addAll(List.of("-l", "127.0.0.1:" + port, "-s", cable.toString()));
    command.addAll(List.of("--set", "admin.port=0"));
    settings.forEach(setting -> command.addAll(List.of("--set", setting)));
    process =
        ChildProcess.start(
                "bridge", Integer.toString(port), Path.of("target"), environment, command)
            .await(Duration.ofSeconds(30), this::answers);
  }

  private boolean answers() {
    return new HttpCalls(uri()).statusOf("/") != 0;
  }

  public int port() {
    return port;
  }

  public URI uri() {
    return URI.create(origin());
  }

  /** The public origin of the bridge itself, which a page on the same host would have. */
  public String origin() {
    return "http://127.0.0.1:" + port;
  }

  /** The origin of the operator's console; its port is read from the log. */
  public String consoleOrigin() {
    Matcher listens = CONSOLE.matcher(log());
    if (!listens.find()) {
      throw new IllegalStateException("no console port in the log:\n" + tail(20));
    }
    return "http://127.0.0.1:" + listens.group(1);
  }

  /** Calls to the operator's console. */
  public HttpCalls console() {
    return new HttpCalls(URI.create(consoleOrigin()));
  }

  /** Calls with the headers of a page of the same origin. */
  public HttpCalls calls(String... headers) {
    return new HttpCalls(uri(), SameOriginHeaders.of(this, headers));
  }

  /** Asks the process to end, as an operator's {@code systemctl stop} does. */
  public void terminate() {
    process.signal("TERM");
  }

  /** Sends another signal, by its name without SIG. */
  public void signal(String name) {
    process.signal(name);
  }

  public int exitCode(Duration limit) {
    return process.exitCode(limit);
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Open descriptors, sockets included. */
  public long descriptors() {
    return entries("fd").size();
  }

  /**
   * The names of the threads in use, without those that the VM starts and ends on its own to
   * compile or to be inspected.
   */
  public List<String> threads() {
    return entries("task").stream()
        .flatMap(BridgeProcess::threadName)
        .filter(name -> !name.contains("CompilerThre") && !name.equals("Attach Listener"))
        .sorted()
        .toList();
  }

  private static Stream<String> threadName(Path task) {
    try {
      return Stream.of(Files.readString(task.resolve("comm")).strip());
    } catch (IOException e) {
      return Stream.empty(); // the thread has ended since the directory was read
    }
  }

  private List<Path> entries(String directory) {
    try (Stream<Path> entries =
        Files.list(Path.of("/proc", Long.toString(process.pid()), directory))) {
      return entries.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The bytes of heap that are in use after a collection. */
  public long liveHeap() {
    try {
      String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
      new ProcessBuilder(jcmd, Long.toString(process.pid()), "GC.run")
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return USED_HEAP
        .matcher(console().get("/metrics").body())
        .results()
        .mapToLong(pool -> (long) Double.parseDouble(pool.group(1)))
        .sum();
  }

  /** The command lines of the process and its children, as {@code ps} shows them to every user. */
  public String commandLines() {
    ProcessHandle own = ProcessHandle.of(process.pid()).orElseThrow();
    return Stream.concat(Stream.of(own), own.descendants())
        .map(each -> commandLine(each.pid()))
        .collect(Collectors.joining("\n"));
  }

  private static String commandLine(long pid) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(pid), "cmdline")).replace('\0', ' ');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String log() {
    return process.log();
  }

  String tail(int lines) {
    return process.tail(lines);
  }

  @Override
  public void close() {
    process.close();
  }
}
