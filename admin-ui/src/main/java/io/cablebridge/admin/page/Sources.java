package io.cablebridge.admin.page;

import io.cablebridge.health.Readiness;
import io.cablebridge.health.ReloadState;
import io.cablebridge.session.DrainProgress;
import io.cablebridge.session.SessionCounters;
import io.cablebridge.session.diagnostics.EngineSnapshot;
import io.cablebridge.stream.BrokerHealth;
import io.cablebridge.stream.StreamSnapshot;
import io.cablebridge.upstream.cable.CableCounters;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * All that the console reads; it changes none of it.
 *
 * @param version of the program
 * @param engine the engine as it is now; walks all sessions
 * @param counters what all sessions have counted
 * @param cable what all connections to Rails have counted
 * @param readiness whether the bridge is ready for new clients
 * @param broker how the streams' broker is
 * @param streams the streams that have readers now; walks all streams
 * @param requests how many requests have come to the public door
 * @param refusals how many it has refused, by error code; the codes never change
 * @param drain how far a drain has come
 * @param reload how the last reading of the configuration went
 * @param observed what the engine has observed for the operator
 */
public record Sources(
    String version,
    Supplier<EngineSnapshot> engine,
    SessionCounters counters,
    CableCounters cable,
    Readiness readiness,
    Supplier<BrokerHealth> broker,
    Supplier<List<StreamSnapshot>> streams,
    Number requests,
    Map<String, ? extends Number> refusals,
    Supplier<DrainProgress> drain,
    Supplier<ReloadState> reload,
    Observations observed) {

  /** Keeps a copy of the map, though not of the numbers, which go on counting. */
  public Sources {
    refusals = Map.copyOf(refusals);
  }
}
