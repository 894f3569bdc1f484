package io.cablebridge.admin.page;

import io.cablebridge.health.ReloadState;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What the console shows of the program around the engine. Made once by the program; the numbers go
 * on counting.
 *
 * @param version of the program
 * @param requests requests to the public server
 * @param refusals requests that the public server refused, by error code; the set of codes is fixed
 * @param droppedLogLines lines of the log that standard output did not take in time
 * @param reload the result of the last reload
 * @param configuration every setting, in the order of the file
 */
public record ProgramState(
    String version,
    Number requests,
    Map<String, ? extends Number> refusals,
    LongSupplier droppedLogLines,
    Supplier<ReloadState> reload,
    Supplier<List<ConfigurationEntry>> configuration) {

  /** Copies the map, though not its numbers. */
  public ProgramState {
    refusals = Map.copyOf(refusals);
  }
}
