package io.cablebridge.session;

import io.cablebridge.bounded.HeapBudget;
import io.cablebridge.protocol.CloseReason;
import io.cablebridge.session.command.Upstream;
import io.cablebridge.time.Time;
import java.util.function.ObjLongConsumer;

/**
 * What all sessions share that are opened under one configuration. Created by {@link
 * SessionRegistry}.
 *
 * @param budget of the backlogs of all sessions together
 * @param onEnd called once by each session, with the reason of its end and its age in nanoseconds
 */
public record SharedResources(
    SessionConfig config,
    HeapBudget budget,
    SessionCounters counters,
    Upstream.Factory upstreams,
    Time time,
    ObjLongConsumer<CloseReason> onEnd) {

  SharedResources with(SessionConfig newer) {
    return new SharedResources(newer, budget, counters, upstreams, time, onEnd);
  }
}
