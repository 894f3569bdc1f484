package io.cablebridge.engine;

import dagger.Binds;
import dagger.Module;
import dagger.Provides;
import io.cablebridge.bounded.HeapBudget;
import io.cablebridge.bounded.HeapShare;
import io.cablebridge.health.Check;
import io.cablebridge.health.DescriptorCheck;
import io.cablebridge.health.FileDescriptors;
import io.cablebridge.health.HealthConfig;
import io.cablebridge.health.MemoryCheck;
import io.cablebridge.health.Readiness;
import io.cablebridge.metric.Limit;
import io.cablebridge.monitoring.Incidents;
import io.cablebridge.monitoring.Limits;
import io.cablebridge.monitoring.Monitoring;
import io.cablebridge.monitoring.Trends;
import io.cablebridge.session.SessionConfig;
import io.cablebridge.session.SessionLimits;
import io.cablebridge.session.SessionRegistry;
import io.cablebridge.stream.BrokerKind;
import io.cablebridge.stream.StreamBroker;
import io.cablebridge.stream.StreamConfig;
import io.cablebridge.stream.local.MemoryBroker;
import io.cablebridge.stream.name.StreamNamesConfig;
import io.cablebridge.stream.name.StreamResolver;
import io.cablebridge.stream.redis.RedisBroker;
import io.cablebridge.stream.redis.RedisConfig;
import io.cablebridge.time.SystemTime;
import io.cablebridge.time.Time;
import io.cablebridge.upstream.UpstreamFactory;
import io.cablebridge.upstream.cable.CableClient;
import io.cablebridge.upstream.cable.CableConfig;
import jakarta.inject.Singleton;
import java.util.List;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.util.thread.Scheduler;
import org.eclipse.jetty.util.thread.ThreadPool;

/** Builds the engine's singletons that Dagger cannot create by their constructor alone. */
@Module
public interface EngineModule {

  @Provides
  @Singleton
  static SystemTime systemTime() {
    return new SystemTime();
  }

  @Binds
  Time time(SystemTime time);

  @Provides
  @Singleton
  static CableClient cableClient(
      CableConfig config,
      ThreadPool threads,
      Scheduler scheduler,
      ByteBufferPool buffers,
      Time time) {
    int selectors = Runtime.getRuntime().availableProcessors();
    return new CableClient(config, threads, scheduler, buffers, selectors, time);
  }

  @Provides
  @Singleton
  static HeapBudget historyBudget() {
    return HeapBudget.of(HeapShare.STREAMS);
  }

  @Provides
  @Singleton
  static StreamBroker streamBroker(
      BrokerKind kind,
      RedisConfig redis,
      StreamConfig config,
      HeapBudget budget,
      SessionConfig session,
      ThreadPool threads,
      Time time) {
    return switch (kind) {
      case REDIS -> new RedisBroker(redis, config, budget, session.linger(), threads, time);
      case MEMORY -> new MemoryBroker(config, budget, threads, time);
    };
  }

  @Provides
  @Singleton
  static SessionRegistry sessionRegistry(
      SessionConfig config, CableConfig cable, UpstreamFactory upstreams, Time time) {
    SessionConfig possible = config.withAtMost(SessionCapacity.ofThisProcess().sessions());
    return new SessionRegistry(possible, cable.connectTimeout(), upstreams, time);
  }

  @Provides
  @Singleton
  static StreamResolver streamNames(StreamNamesConfig config) {
    return new StreamResolver(config);
  }

  @Binds
  OperatorAccess operatorAccess(Engine engine);

  /** The limits of the engine, in the order in which the console lists them. */
  @Provides
  @Singleton
  static Limits limits(
      SessionRegistry sessions,
      HeapBudget histories,
      CableClient cables,
      Incidents incidents,
      Time time) {
    Limits limits = new Limits(incidents, time);
    limits.add(SessionLimits.of(sessions));
    limits.add(
        List.of(
            new Limit(
                HeapShare.STREAMS.key(),
                "Bytes of the histories of all streams"
                    + HeapShare.STREAMS.ofHeap()
                    + "; the oldest messages are discarded.",
                histories::limit,
                histories::held,
                histories::dropped,
                "bytes")));
    limits.add(cables.limits());
    limits.add(List.of(FileDescriptors.ofThisProcess().asLimit()));
    return limits;
  }

  @Provides
  @Singleton
  static Monitoring monitoring(
      Trends trends, Limits limits, Incidents incidents, Readiness readiness, CableClient cables) {
    return new Monitoring(trends, limits, incidents, readiness, cables);
  }

  @Provides
  @Singleton
  static Readiness readiness(
      HealthConfig config,
      SessionRegistry sessions,
      CableClient upstreams,
      StreamBroker broker,
      Time time) {
    return new Readiness(
        List.of(
            Check.draining(sessions, time),
            Check.upstream(upstreams.reachability(), config.upstreamGrace()),
            Check.broker(broker::health),
            MemoryCheck.ofThisProcess(time),
            new DescriptorCheck(FileDescriptors.ofThisProcess(), time)),
        time);
  }
}
