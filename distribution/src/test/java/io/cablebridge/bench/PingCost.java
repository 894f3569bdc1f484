package io.cablebridge.bench;

import io.cablebridge.bench.probe.Waiting;
import java.time.Duration;

/**
 * The cost of Rails' pings to idle sessions: the difference between an idle period with the usual
 * ping every 3 s and one with a ping every 500 ms.
 *
 * @param idleCpuShare share of one core that an idle bridge uses, usual pings included
 * @param microsPerPing CPU microseconds for one more ping
 * @param pings pings sent in both periods
 */
record PingCost(double idleCpuShare, double microsPerPing, long pings) {
  private static final int USUAL_MILLIS = 3000;
  private static final int MANY_MILLIS = 500;
  private static final int WARM_UP_SECONDS = 4;

  /** Places a window a quarter of a second off any round of pings. */
  private static final Duration BETWEEN_ROUNDS = Duration.ofMillis(1250);

  private record Window(long pings, double cpuSeconds, double seconds) {}

  static PingCost of(CostRig rig, int seconds) {
    window(rig, MANY_MILLIS, WARM_UP_SECONDS);
    int wholeRounds = (seconds + 2) / 3 * 3;
    Window usual = window(rig, USUAL_MILLIS, wholeRounds);
    Window many = window(rig, MANY_MILLIS, seconds);
    rig.cable().pingEvery(USUAL_MILLIS);
    double cpu = many.cpuSeconds - usual.cpuSeconds * many.seconds / usual.seconds;
    double pings = many.pings - usual.pings * many.seconds / usual.seconds;
    return new PingCost(
        usual.cpuSeconds / usual.seconds, cpu / pings * 1e6, usual.pings + many.pings);
  }

  private static Window window(CostRig rig, int everyMillis, int seconds) {
    rig.cable().pingEvery(everyMillis);
    Waiting.pause(BETWEEN_ROUNDS);
    long pings = rig.cable().pings();
    double cpu = rig.process().cpuSeconds();
    long start = System.nanoTime();
    Waiting.pause(Duration.ofSeconds(seconds));
    double elapsed = (System.nanoTime() - start) / 1e9;
    rig.loaded().client().check();
    return new Window(rig.cable().pings() - pings, rig.process().cpuSeconds() - cpu, elapsed);
  }
}
