package io.cablebridge.session;

import io.cablebridge.bounded.HeapBudget;
import io.cablebridge.time.Time;

/**
 * What all sessions of the process share. Created by {@link SessionRegistry}.
 *
 * @param budget of all backlogs together
 */
public record SharedResources(HeapBudget budget, SessionCounters counters, Time time) {}
