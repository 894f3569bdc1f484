package io.cablebridge;

import dagger.Module;
import dagger.Provides;
import io.cablebridge.admin.Actions;
import io.cablebridge.admin.ConsoleServer;
import io.cablebridge.admin.page.Observations;
import io.cablebridge.admin.page.Sources;
import io.cablebridge.bounded.HeapBudget;
import io.cablebridge.config.BridgeConfig;
import io.cablebridge.engine.EngineLimits;
import io.cablebridge.health.Readiness;
import io.cablebridge.http.PublicServer;
import io.cablebridge.monitoring.Incidents;
import io.cablebridge.monitoring.Limit;
import io.cablebridge.monitoring.Limits;
import io.cablebridge.monitoring.Trends;
import io.cablebridge.monitoring.UpstreamSnapshot;
import io.cablebridge.session.Drain;
import io.cablebridge.session.SessionRegistry;
import io.cablebridge.stream.StreamBroker;
import io.cablebridge.stream.name.StreamResolver;
import io.cablebridge.time.Time;
import io.cablebridge.upstream.cable.CableClient;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.util.thread.Scheduler;
import org.eclipse.jetty.util.thread.ThreadPool;

/** The two doors into the engine: the public one and the operator's. */
@Module
interface DoorsModule {

  @Provides
  @Singleton
  static PublicServer publicServer(
      BridgeConfig config,
      SessionRegistry sessions,
      StreamResolver names,
      StreamBroker broker,
      Readiness readiness,
      Time time,
      ThreadPool threads,
      Scheduler scheduler,
      ByteBufferPool buffers,
      List<Handler> pages) {
    return new PublicServer(
        config.http(),
        config.sse(),
        config.poll(),
        config.command(),
        config.forwarding(),
        config.binding(),
        config.events(),
        config.jwt(),
        config.publish(),
        sessions,
        names,
        broker,
        readiness,
        time,
        threads,
        scheduler,
        buffers,
        pages);
  }

  @Provides
  @Singleton
  static Drain drain(BridgeConfig config, SessionRegistry sessions, Time time) {
    return new Drain(sessions, time, config.drainTimeout());
  }

  @Provides
  @Singleton
  static Limits limits(
      ConfigReloader reload,
      SessionRegistry sessions,
      CableClient upstreams,
      HeapBudget histories,
      PublicServer door,
      Incidents incidents,
      Time time) {
    List<Limit> limits =
        new ArrayList<>(
            EngineLimits.of(
                () -> reload.running().config().upstream(), sessions, upstreams, histories));
    limits.addAll(
        DoorLimits.of(() -> reload.running().config(), door.beyond(), sessions.counters()));
    return new Limits(limits, incidents, time);
  }

  @Provides
  @Singleton
  static Observations observations(
      SessionRegistry sessions,
      Trends trends,
      Incidents incidents,
      Limits limits,
      CableClient upstreams,
      ConfigReloader reload) {
    return new Observations(
        trends::lastHour,
        sessions::peak,
        incidents::last,
        limits::now,
        () -> UpstreamSnapshot.of(upstreams.counters(), upstreams.waiting()),
        sessions::longestSilence,
        sessions::detail,
        () -> reload.running().effective());
  }

  @Provides
  @Singleton
  static ConsoleServer console(
      BridgeConfig config,
      SessionRegistry sessions,
      CableClient upstreams,
      Readiness readiness,
      StreamBroker broker,
      PublicServer door,
      Drain drain,
      ConfigReloader reload,
      Observations observed) {
    return new ConsoleServer(
        config.admin(),
        new Sources(
            Version.text(),
            sessions::snapshot,
            sessions.counters(),
            upstreams.counters(),
            readiness,
            broker::health,
            broker::snapshot,
            door.requests(),
            door.refusals(),
            drain::progress,
            reload::state,
            observed),
        new Actions(sessions::end, sessions::reconnect, drain::begin));
  }
}
