package io.cablebridge.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Prints one figure per line, with its limit. */
final class FigurePrinter {
  private final PrintStream out;

  FigurePrinter(PrintStream out) {
    this.out = out;
  }

  /** Prints the product, its command line, the JVM and the machine. */
  void product(LoadedBridge loaded, Path tarball) throws IOException {
    line("bridge      %s", tarball.getFileName());
    line("command     %s", loaded.bridge().command());
    line("jvm         %s", loaded.jvm().description());
    line(
        "machine     %s, %d cores, %s %s, load %s",
        processor(),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name"),
        System.getProperty("os.version"),
        Files.readString(Path.of("/proc/loadavg")).split(" ")[0]);
  }

  void head(String format, Object... values) {
    out.println();
    line(format, values);
  }

  void atMost(String name, String unit, double value, double limit) {
    figure(name, unit, value, (value <= limit ? "at most " : "OVER ") + round(limit));
  }

  void figure(String name, String unit, double value, String remark) {
    line("  %-28s %12s %-12s %s", name, round(value), unit, remark);
  }

  void line(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values).stripTrailing());
  }

  /** The number of messages sent but not delivered. */
  static String lost(TrafficCost cost) {
    return "lost "
        + (cost.sent() - cost.delivered())
        + (cost.unsent() > 0 ? ", not taken " + cost.unsent() : "");
  }

  static String round(double value) {
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
