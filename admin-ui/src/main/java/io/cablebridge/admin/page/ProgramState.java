package io.cablebridge.admin.page;

import io.cablebridge.health.ReloadState;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What the console shows of the program around the engine. Made once by the program; the numbers,
 * of requests and refusals by the public server, go on counting. The set of error codes is fixed.
 */
public record ProgramState(
    String version,
    Number requests,
    Map<String, ? extends Number> refusals,
    LongSupplier droppedLogLines,
    Supplier<ReloadState> reload,
    Supplier<List<ConfigurationEntry>> configuration) {

  public ProgramState {
    refusals = Map.copyOf(refusals);
  }
}
