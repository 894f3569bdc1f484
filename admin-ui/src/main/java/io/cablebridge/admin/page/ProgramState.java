package io.cablebridge.admin.page;

import io.cablebridge.health.ReloadState;
import io.cablebridge.metric.Counters;
import java.util.List;
import java.util.function.Supplier;

/**
 * What the console shows of the program around the engine. Made once by the program; the numbers,
 * of requests and refusals by the public server, go on counting.
 */
public record ProgramState(
    String version,
    Number requests,
    Counters<?> refusals,
    Supplier<ReloadState> reload,
    Supplier<List<ConfigurationEntry>> configuration) {}
