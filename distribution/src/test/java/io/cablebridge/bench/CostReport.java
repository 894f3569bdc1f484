package io.cablebridge.bench;

import io.cablebridge.bench.probe.ClassHistogram;
import io.cablebridge.bench.probe.Footprint;
import io.cablebridge.bench.stub.MessageFrame;
import java.io.IOException;
import java.io.PrintStream;

/** Prints the cost of sessions and messages with the conditions of the measurement. */
final class CostReport {
  private static final double KIB = 1024;
  private static final double MIB = 1024 * 1024;

  private final FigurePrinter figures;

  CostReport(PrintStream out) {
    figures = new FigurePrinter(out);
  }

  void conditions(CostRig rig, BenchOptions options) throws IOException {
    figures.product(rig.loaded(), options.tarball());
    figures.line(
        "processes   stub cable server, bridge and load client on 127.0.0.1, sharing the cores");
    figures.line(
        "sessions    %,d idle, %,d talking; each one event stream in, one WebSocket out, one"
            + " subscription, own identifier and cookie",
        options.sessions(), options.talking());
    figures.line(
        "messages    %d bytes of JSON from the cable; %d s per measured time",
        MessageFrame.PAYLOAD, options.seconds());
  }

  void idle(Footprint empty, Footprint full, int sessions) {
    figures.head(
        "%,d idle sessions, after four full collections; differences to the emptied process",
        sessions);
    figures.atMost("live heap per session", "bytes", full.heapPerSession(empty, sessions), 7000);
    figures.atMost(
        "direct memory per session", "bytes", full.directPerSession(empty, sessions), 50);
    figures.atMost("RSS per session", "KiB", full.rssPerSession(empty, sessions) / KIB, 12);
    figures.figure(
        "process RSS",
        "MiB",
        full.rss() / MIB,
        "emptied " + FigurePrinter.round(empty.rss() / MIB));
    figures.figure(
        "process live heap",
        "MiB",
        full.heap() / MIB,
        "emptied " + FigurePrinter.round(empty.heap() / MIB));
    figures.figure("Java threads", "", full.threads(), "emptied " + empty.threads());
    figures.figure("open files", "", full.descriptors(), "emptied " + empty.descriptors());
  }

  void pings(PingCost cost) {
    figures.head("pings to the idle sessions (%,d absorbed)", cost.pings());
    figures.figure("CPU per ping", "µs", cost.microsPerPing(), "by difference of two rates");
    figures.figure(
        "CPU of the idle bridge", "% of a core", cost.idleCpuShare() * 100, "a ping each 3 s");
  }

  void closed(Footprint empty, Footprint closed) {
    figures.head("after all sessions closed and their linger");
    figures.figure("open files", "", closed.descriptors(), "before " + empty.descriptors());
    figures.figure("Java threads", "", closed.threads(), "before " + empty.threads());
    figures.figure(
        "process RSS",
        "MiB",
        closed.rss() / MIB,
        "before " + FigurePrinter.round(empty.rss() / MIB));
    figures.figure(
        "process live heap",
        "MiB",
        closed.heap() / MIB,
        "before " + FigurePrinter.round(empty.heap() / MIB));
  }

  void trickle(TrafficCost cost) {
    figures.head(
        "trickle, %,d messages a second, evenly spread", Math.round(cost.sent() / cost.seconds()));
    traffic(cost, 50);
    figures.atMost("latency p99", "ms", cost.latencyMillis(99), 5);
  }

  void burst(TrafficCost cost, int sessions) {
    figures.head("burst, one message to each of %,d sessions every 500 ms", sessions);
    traffic(cost, 35);
    figures.figure("latency p99", "ms", cost.latencyMillis(99), "");
  }

  void histogram(ClassHistogram empty, ClassHistogram full, int sessions) {
    figures.head("what a session's heap consists of (instances, bytes, class)");
    full.largestSince(empty, sessions, 50).forEach(row -> figures.line("%s", row));
  }

  private void traffic(TrafficCost cost, double limit) {
    figures.figure("delivered", "messages", (double) cost.delivered(), FigurePrinter.lost(cost));
    figures.figure("size as an event", "bytes", cost.bytesPerMessage(), "");
    figures.atMost("CPU per million", "s", cost.cpuSecondsPerMillion(), limit);
    figures.atMost("allocated per message", "bytes", cost.allocatedPerMessage(), 704);
    figures.figure("latency p50", "ms", cost.latencyMillis(50), "");
  }
}
