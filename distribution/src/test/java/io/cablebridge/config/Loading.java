package io.cablebridge.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;

/** The four sources of one configuration in a test. */
final class Loading {
  private final Path directory;
  private @Nullable Path file;
  private Map<String, String> environment = Map.of();
  private final CommandLineValues commandLine = new CommandLineValues();

  Loading(Path directory) {
    this.directory = directory;
  }

  Loading file(String yaml) throws IOException {
    file = Files.writeString(directory.resolve("bridge.yml"), yaml);
    return this;
  }

  Loading environment(Map<String, String> variables) {
    environment = variables;
    return this;
  }

  Loading set(String assignment) {
    commandLine.assignment("--set", assignment);
    return this;
  }

  Loading listen(String address) {
    commandLine.listen("--listen", address);
    return this;
  }

  LoadedConfig loaded() throws InvalidConfigException {
    return ConfigLoader.load(file, environment, commandLine);
  }

  BridgeConfig config() throws InvalidConfigException {
    return loaded().config();
  }

  /** All problems as lines, without the directory of the test. */
  List<String> problems() {
    InvalidConfigException failure =
        Assertions.catchThrowableOfType(InvalidConfigException.class, this::loaded);
    Assertions.assertThat(failure).as("no problem").isNotNull();
    return failure.problems().stream()
        .map(problem -> problem.toString().replace(directory + "/", ""))
        .toList();
  }
}
