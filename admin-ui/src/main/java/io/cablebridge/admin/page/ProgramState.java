package io.cablebridge.admin.page;

import io.cablebridge.health.ReloadState;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What the console shows of the program around the engine. Made once by the program; the numbers,
 * of requests, refusals and faults of clients, go on counting. The sets of error codes and of
 * faults are fixed.
 */
public record ProgramState(
    String version,
    Number requests,
    Map<String, ? extends Number> refusals,
    Map<String, ? extends Number> faults,
    LongSupplier droppedLogLines,
    Supplier<ReloadState> reload,
    Supplier<List<ConfigurationEntry>> configuration) {

  public ProgramState {
    refusals = Map.copyOf(refusals);
    faults = Map.copyOf(faults);
  }
}
