package io.cablebridge;

import dagger.Binds;
import dagger.Module;
import dagger.Provides;
import io.cablebridge.admin.page.ProgramState;
import io.cablebridge.config.BridgeConfig;
import io.cablebridge.http.exchange.RequestCounters;
import io.cablebridge.session.Drain;
import io.cablebridge.session.SessionRegistry;
import io.cablebridge.time.Time;
import jakarta.inject.Singleton;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.eclipse.jetty.util.thread.Scheduler;
import org.eclipse.jetty.util.thread.ThreadPool;

/**
 * Provides the threads, timer and buffers that the servers and the WebSocket client share, and the
 * parts that need the whole configuration; one of each in the process.
 */
@Module
interface ProcessModule {
  int MAX_THREADS = 24;
  int MIN_THREADS = 4;
  int IDLE_MILLIS = 5_000;

  @Provides
  @Singleton
  static QueuedThreadPool threads() {
    QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, MIN_THREADS, IDLE_MILLIS);
    threads.setName("bridge");
    return threads;
  }

  @Binds
  ThreadPool threadPool(QueuedThreadPool threads);

  @Provides
  @Singleton
  static Scheduler scheduler() {
    return new ScheduledExecutorScheduler("jetty-timer", true);
  }

  /** Buffers of 1 to 64 KiB, at most 64 of a size; 1 MiB on the heap and 4 MiB outside are kept. */
  @Provides
  @Singleton
  static ByteBufferPool buffers() {
    return new ArrayByteBufferPool(0, 1024, 65_536, 64, 1 << 20, 4 << 20);
  }

  @Provides
  @Singleton
  static Drain drain(BridgeConfig config, SessionRegistry sessions, Time time) {
    return new Drain(sessions, time, config.drainTimeout());
  }

  @Provides
  @Singleton
  static ProgramState program(RequestCounters counters, ConfigReloader reload) {
    return new ProgramState(
        Version.text(),
        counters.requests(),
        counters.refusals(),
        counters.faults(),
        NonBlockingAppender::droppedLines,
        reload::state,
        () -> reload.running().effective());
  }
}
