package io.cablebridge.admin.page;

import io.cablebridge.health.ReloadState;
import io.cablebridge.metric.Counters;
import java.util.List;
import java.util.function.Supplier;

/**
 * What the console shows of the program around the engine. Made once by the program; the numbers go
 * on counting.
 *
 * @param version of the program
 * @param requests requests to the public server
 * @param refusals requests that the public server refused, by error code
 * @param reload the result of the last reload
 * @param configuration every setting, in the order of the file
 */
public record ProgramState(
    String version,
    Number requests,
    Counters<?> refusals,
    Supplier<ReloadState> reload,
    Supplier<List<ConfigurationEntry>> configuration) {}
