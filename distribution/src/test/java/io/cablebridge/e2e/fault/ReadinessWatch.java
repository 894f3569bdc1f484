package io.cablebridge.e2e.fault;

import io.cablebridge.e2e.rig.BridgeProcess;
import io.cablebridge.e2e.rig.HttpCalls;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * Asks for the readiness all the time, and compares what it says with the state of the process:
 * memory that is short is mostly in use, and so are descriptors. Its own thread, until it is
 * closed.
 */
final class ReadinessWatch implements AutoCloseable {
  private static final Pattern MAX_FILES = Pattern.compile("process_max_fds ([0-9.E+]+)");
  private static final Pattern USED =
      Pattern.compile("jvm_memory_used_bytes\\{area=\"heap\"[^}]*} ([0-9.E+]+)");
  private static final Pattern MAX =
      Pattern.compile("jvm_memory_max_bytes\\{area=\"heap\"[^}]*} ([0-9.E+]+)");

  private final BridgeProcess bridge;
  private final Map<String, Integer> answers = new ConcurrentSkipListMap<>();
  private final List<String> untrue = new CopyOnWriteArrayList<>();
  private final Thread thread = new Thread(this::watch, "readiness watch");
  private final AtomicLong slowestMillis = new AtomicLong();
  private volatile boolean closed;

  ReadinessWatch(BridgeProcess bridge) {
    this.bridge = bridge;
    thread.setDaemon(true);
    thread.start();
  }

  private void watch() {
    HttpCalls calls = new HttpCalls(bridge.uri());
    while (!closed) {
      try {
        long start = System.nanoTime();
        HttpResponse<String> answer = calls.get("/health/ready");
        slowestMillis.accumulateAndGet((System.nanoTime() - start) / 1_000_000, Math::max);
        String said = answer.statusCode() + " " + answer.body();
        answers.merge(said, 1, Integer::sum);
        if (answer.statusCode() != 200 && !isTrue(answer.body())) {
          untrue.add(said);
        }
        Thread.sleep(100);
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        untrue.add(e.toString());
      }
    }
  }

  private boolean isTrue(String body) {
    String metrics = bridge.console().get("/metrics").body();
    if (body.contains("descriptors_short")) {
      return bridge.descriptors() > sum(MAX_FILES, metrics) * 0.9;
    }
    return body.contains("memory_short") && sum(USED, metrics) > sum(MAX, metrics) * 0.7;
  }

  private static double sum(Pattern metric, String metrics) {
    return metric
        .matcher(metrics)
        .results()
        .mapToDouble(found -> Double.parseDouble(found.group(1)))
        .sum();
  }

  /** How often each answer was given. */
  Map<String, Integer> answers() {
    return answers;
  }

  /** Answers that the state of the process contradicts, and failures. */
  List<String> untrue() {
    return untrue;
  }

  long slowestMillis() {
    return slowestMillis.get();
  }

  @Override
  public void close() throws InterruptedException {
    closed = true;
    thread.join(10_000);
  }
}
