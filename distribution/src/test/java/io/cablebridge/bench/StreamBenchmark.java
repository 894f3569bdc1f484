package io.cablebridge.bench;

import io.cablebridge.bench.probe.ClassHistogram;
import io.cablebridge.bench.probe.Footprint;
import java.io.IOException;

/**
 * Measures one stream with thousands of subscribers: the footprint of each, and the cost of a
 * message to all. Part of {@link CostBenchmark}, for {@code --streams}.
 */
final class StreamBenchmark {
  private StreamBenchmark() {}

  static void run(BenchOptions options, StreamReport report) throws IOException {
    RedisPublisher redis = new RedisPublisher();
    Runtime.getRuntime().addShutdownHook(new Thread(redis::close));
    try (StreamRig rig = new StreamRig(options.tarball(), redis, options.settings())) {
      Runtime.getRuntime().addShutdownHook(new Thread(rig.loaded().bridge()::close));
      report.conditions(rig, options);
      run(rig, redis, options, report);
    }
  }

  private static void run(
      StreamRig rig, RedisPublisher redis, BenchOptions options, StreamReport report)
      throws IOException {
    int readers = options.sessions();
    Footprint empty = rig.warmUp(CostBenchmark.WARM_UP_SECONDS);
    ClassHistogram before = rig.loaded().jvm().histogram();
    report.idle(empty, rig.idle(readers), readers);
    if (options.histogram()) {
      report.histogram(before, rig.loaded().jvm().histogram(), readers);
    }
    report.subscriptions(redis.subscriptions(StreamRig.STREAM));
    rig.publish(readers, options.rate(), CostBenchmark.WARM_UP_SECONDS);
    report.fanOut(rig.publish(readers, options.rate(), options.seconds()), readers);
    report.closed(empty, rig.empty());
  }
}
