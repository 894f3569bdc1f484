package io.cablebridge.session;

import io.cablebridge.bounded.HeapBudget;
import io.cablebridge.session.command.Upstream;
import io.cablebridge.session.diagnostics.EndedSession;
import io.cablebridge.time.Time;
import java.util.function.Consumer;

/**
 * What all sessions share that are opened under one configuration. Created by {@link
 * SessionRegistry}.
 *
 * @param budget of the backlogs of all sessions together
 * @param onEnd called once by each session
 */
public record SharedResources(
    SessionConfig config,
    HeapBudget budget,
    SessionCounters counters,
    Upstream.Factory upstreams,
    Time time,
    Consumer<EndedSession> onEnd) {

  SharedResources with(SessionConfig newer) {
    return new SharedResources(newer, budget, counters, upstreams, time, onEnd);
  }
}
