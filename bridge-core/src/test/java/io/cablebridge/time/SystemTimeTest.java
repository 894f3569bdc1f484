package io.cablebridge.time;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SystemTimeTest {
  private final SystemTime time = new SystemTime();
  private final AtomicInteger runs = new AtomicInteger();

  @AfterEach
  void close() {
    time.close();
  }

  @Test
  void aPeriodicTaskSurvivesAnException() {
    time.every(Duration.ofMillis(1), () -> fail(new IllegalStateException("on purpose")));

    await().until(() -> runs.get() >= 3);
  }

  /** The JDK throws an InternalError when no descriptor is left to count the others with. */
  @Test
  void aPeriodicTaskSurvivesAnError() {
    time.every(Duration.ofMillis(1), () -> fail(new InternalError("on purpose")));

    await().until(() -> runs.get() >= 3);
  }

  private void fail(RuntimeException failure) {
    runs.incrementAndGet();
    throw failure;
  }

  private void fail(Error failure) {
    runs.incrementAndGet();
    throw failure;
  }
}
