package io.cablebridge.http.rig;

import static org.awaitility.Awaitility.await;

import io.cablebridge.bounded.HeapBudget;
import io.cablebridge.bounded.HeapShare;
import io.cablebridge.fake.FakeRails;
import io.cablebridge.health.Readiness;
import io.cablebridge.http.PublicServer;
import io.cablebridge.http.exchange.RequestCounters;
import io.cablebridge.http.exchange.UnfinishedRequests;
import io.cablebridge.session.SessionCounters;
import io.cablebridge.session.SessionRegistry;
import io.cablebridge.setting.ConfigRecords;
import io.cablebridge.stream.StreamConfig;
import io.cablebridge.stream.local.MemoryBroker;
import io.cablebridge.stream.name.StreamResolver;
import io.cablebridge.time.SystemTime;
import io.cablebridge.upstream.UpstreamFactory;
import io.cablebridge.upstream.cable.CableClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * A whole bridge on a free port of 127.0.0.1: the real server, engine and upstream client before a
 * {@link FakeRails}. A test starts it and closes it.
 */
public final class RunningBridge implements AutoCloseable {
  /** An identifier that {@link FakeRails} confirms, as it confirms all. */
  public static final String ROOM = "{\"channel\":\"ChatChannel\",\"room\":\"r1\"}";

  private static final AtomicInteger IDS = new AtomicInteger();

  static {
    Awaitility.setDefaultPollInterval(Duration.ofMillis(10)); // its own choice is 100
  }

  public final FakeRails rails = FakeRails.start();
  public final SessionRegistry sessions;
  public final RecordingBroker broker;
  public final SessionCounters counters;
  private final SystemTime time = new SystemTime();
  private final QueuedThreadPool threads = new QueuedThreadPool(16, 4);
  private final Scheduler scheduler = new ScheduledExecutorScheduler("jetty-timer", true);
  private final CableClient upstreams;
  public final PublicServer server;
  public final RequestCounters requests;
  public final UnfinishedRequests unfinished;

  private RunningBridge(Plan plan) {
    ByteBufferPool buffers = new ArrayByteBufferPool(0, 1024, 65_536, 64, 1 << 20, 4 << 20);
    upstreams = new CableClient(plan.cable(rails.uri()), threads, scheduler, buffers, 1, time);
    broker =
        new RecordingBroker(
            new MemoryBroker(
                ConfigRecords.defaults(StreamConfig.class),
                HeapBudget.of(HeapShare.STREAMS),
                threads,
                time));
    StreamResolver names = plan.resolver();
    sessions =
        new SessionRegistry(
            plan.session(),
            plan.connectTimeout,
            new UpstreamFactory(upstreams, broker, names),
            time);
    counters = sessions.counters();
    PublicServerComponent parts =
        DaggerPublicServerComponent.builder()
            .plan(plan)
            .sessions(sessions)
            .broker(broker)
            .readiness(new Readiness(plan.checks(sessions, upstreams, time), time))
            .time(time)
            .threads(threads)
            .scheduler(scheduler)
            .buffers(buffers)
            .pages(List.of())
            .build();
    server = parts.server();
    unfinished = parts.unfinished();
    requests = parts.requestCounters();
  }

  public static RunningBridge start() {
    return start(plan -> {});
  }

  public static RunningBridge start(Consumer<Plan> change) {
    Plan plan = new Plan();
    change.accept(plan);
    RunningBridge running = new RunningBridge(plan);
    done(running.threads::start);
    done(running.scheduler::start);
    done(running.upstreams::start);
    running.sessions.start();
    done(running.server::start);
    return running;
  }

  public int port() {
    return server.port();
  }

  /** Our own public origin, as a browser at this address sees it. */
  public String origin() {
    return "http://127.0.0.1:" + port();
  }

  /** Applies another plan as far as a running bridge can. */
  public void reconfigure(Consumer<Plan> change) {
    Plan plan = new Plan();
    change.accept(plan);
    server.reconfigure(plan.http(), plan.publish);
  }

  public long requests() {
    return requests.requests().longValue();
  }

  /** How many requests were refused with this code. */
  public long refusals(String code) {
    return requests.refusals().get(code).longValue();
  }

  public Client client() {
    return new Client(port());
  }

  /** An events id that no other test uses. */
  public static String newId() {
    return String.format("events-id-%08d", IDS.incrementAndGet());
  }

  /** Waits until this many connections to Rails are subscribed to {@link #ROOM}. */
  public void awaitSubscribers(int count) {
    await().until(() -> rails.subscribers(ROOM) == count);
  }

  @Override
  public void close() {
    sessions.close();
    done(server::close);
    done(upstreams::close);
    LifeCycle.stop(scheduler);
    LifeCycle.stop(threads);
    time.close();
    rails.close();
  }

  private interface Step {
    void take() throws Exception;
  }

  private static void done(Step step) {
    try {
      step.take();
    } catch (Exception e) {
      throw new IllegalStateException("The bridge under test could not start or stop", e);
    }
  }
}
