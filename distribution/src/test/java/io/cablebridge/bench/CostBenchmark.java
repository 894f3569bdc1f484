package io.cablebridge.bench;

import io.cablebridge.bench.probe.ClassHistogram;
import io.cablebridge.bench.probe.Footprint;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Prints what a session and a message cost the bridge, with the conditions of the measurement; with
 * {@code --streams} the same for subscribers of one stream. {@code distribution/scripts/bench}
 * starts it; it runs for about three minutes, with {@code --quick} one. CPU time and latency are
 * comparable only on a quiet machine.
 */
final class CostBenchmark {
  static final int WARM_UP_SECONDS = 8;

  private CostBenchmark() {}

  public static void main(String[] args) throws IOException {
    if (List.of(args).contains("--help")) {
      System.out.print(BenchOptions.USAGE);
      return;
    }
    BenchOptions options;
    try {
      options = BenchOptions.parse(args);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.err.print(BenchOptions.USAGE);
      System.exit(2);
      return;
    }
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    if (options.streams()) {
      StreamBenchmark.run(options, new StreamReport(out));
      return;
    }
    CostReport report = new CostReport(out);
    try (CostRig rig = new CostRig(options.tarball(), options.settings())) {
      Runtime.getRuntime().addShutdownHook(new Thread(rig.loaded().bridge()::close));
      report.conditions(rig, options);
      run(rig, options, report);
    }
  }

  private static void run(CostRig rig, BenchOptions options, CostReport report) throws IOException {
    Footprint empty = rig.warmUp(WARM_UP_SECONDS);
    ClassHistogram before = rig.jvm().histogram();
    rig.open(options.sessions());
    report.idle(empty, rig.idle(options.sessions()), options.sessions());
    if (options.histogram()) {
      report.histogram(before, rig.jvm().histogram(), options.sessions());
    }
    report.pings(PingCost.of(rig, options.seconds()));
    report.closed(empty, rig.empty());

    rig.open(options.talking());
    rig.trickle(options.talking(), WARM_UP_SECONDS);
    report.trickle(rig.trickle(options.talking(), options.seconds()));
    rig.burst(WARM_UP_SECONDS);
    report.burst(rig.burst(options.seconds()), options.talking());
    rig.empty();
  }
}
