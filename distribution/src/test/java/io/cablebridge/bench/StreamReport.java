package io.cablebridge.bench;

import io.cablebridge.bench.probe.ClassHistogram;
import io.cablebridge.bench.probe.Footprint;
import java.io.IOException;
import java.io.PrintStream;

/** Prints the cost of a stream's subscriber and of a delivery to it. */
final class StreamReport {
  private static final double KIB = 1024;
  private static final double MIB = 1024 * 1024;

  private final FigurePrinter figures;

  StreamReport(PrintStream out) {
    figures = new FigurePrinter(out);
  }

  void conditions(StreamRig rig, BenchOptions options) throws IOException {
    figures.product(rig.loaded(), options.tarball());
    figures.line(
        "processes   redis-server, bridge, and the load client, which publishes too, on 127.0.0.1,"
            + " sharing the cores");
    figures.line("readers     %,d of GET /events, all of one stream", options.sessions());
    figures.line(
        "messages    %d a second of %,d bytes of JSON, by PUBLISH on the stream's channel; %d s per"
            + " measured time",
        options.rate(), StreamRig.PAYLOAD, options.seconds());
  }

  void idle(Footprint empty, Footprint full, int readers) {
    figures.head(
        "%,d idle readers, after four full collections; differences to the emptied process",
        readers);
    figures.atMost("live heap per reader", "bytes", full.heapPerSession(empty, readers), 4000);
    figures.figure("direct memory per reader", "bytes", full.directPerSession(empty, readers), "");
    figures.figure("RSS per reader", "KiB", full.rssPerSession(empty, readers) / KIB, "");
    figures.figure(
        "process RSS",
        "MiB",
        full.rss() / MIB,
        "emptied " + FigurePrinter.round(empty.rss() / MIB));
    figures.figure("Java threads", "", full.threads(), "emptied " + empty.threads());
  }

  void subscriptions(long count) {
    figures.atMost("Redis subscriptions", "", (double) count, 1);
  }

  void fanOut(TrafficCost cost, int readers) {
    figures.head(
        "fan-out, %,.1f messages a second to each of %,d readers",
        (double) cost.sent() / readers / cost.seconds(), readers);
    figures.figure("delivered", "messages", (double) cost.delivered(), FigurePrinter.lost(cost));
    figures.figure("size as an event", "bytes", cost.bytesPerMessage(), "");
    figures.atMost("CPU per million", "s", cost.cpuSecondsPerMillion(), 20);
    figures.figure("allocated per delivery", "bytes", cost.allocatedPerMessage(), "");
    figures.figure("latency p50", "ms", cost.latencyMillis(50), "");
    figures.figure("latency p99", "ms", cost.latencyMillis(99), "");
  }

  void closed(Footprint empty, Footprint closed) {
    figures.head("after all readers have left");
    figures.figure("open files", "", closed.descriptors(), "before " + empty.descriptors());
    figures.figure(
        "process live heap",
        "MiB",
        closed.heap() / MIB,
        "before " + FigurePrinter.round(empty.heap() / MIB));
  }

  void histogram(ClassHistogram empty, ClassHistogram full, int readers) {
    figures.head("what a reader's heap consists of (instances, bytes, class)");
    full.largestSince(empty, readers, 50).forEach(row -> figures.line("%s", row));
  }
}
