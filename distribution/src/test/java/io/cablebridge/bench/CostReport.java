package io.cablebridge.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Prints figures beside their limits, and the conditions under which they hold. */
final class CostReport {
  private static final double KIB = 1024;
  private static final double MIB = 1024 * 1024;

  private final PrintStream out;

  CostReport(PrintStream out) {
    this.out = out;
  }

  void conditions(CostRig rig, BenchOptions options) throws IOException {
    line("bridge      %s", options.tarball().getFileName());
    line("command     %s", rig.bridge().command());
    line("jvm         %s", rig.jvm().description());
    line(
        "machine     %s, %d cores, %s %s, load %s",
        processor(),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name"),
        System.getProperty("os.version"),
        Files.readString(Path.of("/proc/loadavg")).split(" ")[0]);
    line("processes   stub cable server, bridge and load client on 127.0.0.1, sharing the cores");
    line(
        "sessions    %,d idle, %,d talking; each one event stream in, one WebSocket out, one"
            + " subscription, own identifier and cookie",
        options.sessions(), options.talking());
    line(
        "messages    %d bytes of JSON from the cable; %d s per measured time",
        MessageFrame.PAYLOAD, options.seconds());
  }

  void idle(Footprint empty, Footprint full, int sessions) {
    head(
        "%,d idle sessions, after four full collections; differences to the emptied process",
        sessions);
    atMost("live heap per session", "bytes", full.heapPerSession(empty, sessions), 7000);
    atMost("direct memory per session", "bytes", full.directPerSession(empty, sessions), 50);
    atMost("RSS per session", "KiB", full.rssPerSession(empty, sessions) / KIB, 12);
    figure("process RSS", "MiB", full.rss() / MIB, "emptied " + round(empty.rss() / MIB));
    figure("process live heap", "MiB", full.heap() / MIB, "emptied " + round(empty.heap() / MIB));
    figure("Java threads", "", full.threads(), "emptied " + empty.threads());
    figure("open files", "", full.descriptors(), "emptied " + empty.descriptors());
  }

  void pings(PingCost cost) {
    head("pings to the idle sessions (%,d absorbed)", cost.pings());
    figure("CPU per ping", "µs", cost.microsPerPing(), "by difference of two rates");
    figure("CPU of the idle bridge", "% of a core", cost.idleCpuShare() * 100, "a ping each 3 s");
  }

  void closed(Footprint empty, Footprint closed) {
    head("after all sessions closed and their linger");
    figure("open files", "", closed.descriptors(), "before " + empty.descriptors());
    figure("Java threads", "", closed.threads(), "before " + empty.threads());
    figure("process RSS", "MiB", closed.rss() / MIB, "before " + round(empty.rss() / MIB));
    figure("process live heap", "MiB", closed.heap() / MIB, "before " + round(empty.heap() / MIB));
  }

  void trickle(TrafficCost cost) {
    head("trickle, %,d messages a second, evenly spread", Math.round(cost.sent() / cost.seconds()));
    traffic(cost, 50);
    atMost("latency p99", "ms", cost.latencyMillis(99), 5);
  }

  void burst(TrafficCost cost, int sessions) {
    head("burst, one message to each of %,d sessions every 500 ms", sessions);
    traffic(cost, 35);
    figure("latency p99", "ms", cost.latencyMillis(99), "");
  }

  void histogram(ClassHistogram empty, ClassHistogram full, int sessions) {
    head("what a session's heap consists of (instances, bytes, class)");
    full.largestSince(empty, sessions, 50).forEach(out::println);
  }

  private void traffic(TrafficCost cost, double limit) {
    figure("delivered", "messages", cost.delivered(), lost(cost));
    figure("size as an event", "bytes", cost.bytesPerMessage(), "");
    atMost("CPU per million", "s", cost.cpuSecondsPerMillion(), limit);
    atMost("allocated per message", "bytes", cost.allocatedPerMessage(), 1024);
    figure("latency p50", "ms", cost.latencyMillis(50), "");
  }

  private static String lost(TrafficCost cost) {
    return "lost "
        + (cost.sent() - cost.delivered())
        + (cost.unsent() > 0 ? ", not taken " + cost.unsent() : "");
  }

  private void head(String format, Object... values) {
    out.println();
    line(format, values);
  }

  private void atMost(String name, String unit, double value, double limit) {
    figure(name, unit, value, (value <= limit ? "at most " : "OVER ") + round(limit));
  }

  private void figure(String name, String unit, double value, String remark) {
    line("  %-28s %12s %-12s %s", name, round(value), unit, remark);
  }

  private void line(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values).stripTrailing());
  }

  private static String round(double value) {
    boolean whole = value == Math.rint(value) || Math.abs(value) >= 1000;
    return String.format(Locale.ROOT, whole ? "%,.0f" : "%,.2f", value);
  }

  private static String processor() throws IOException {
    try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 2))
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    }
  }
}
