package io.cablebridge;

import static picocli.CommandLine.ScopeType.INHERIT;

import io.cablebridge.config.CommandLineValues;
import io.cablebridge.config.ConfigLoader;
import io.cablebridge.config.InvalidConfigException;
import io.cablebridge.config.LoadedConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The options that configure the bridge, before or after the name of a command. Names with one dash
 * and several letters are those of the server that this one replaces.
 */
final class ConfigOptions {
  private static final String FILE_VARIABLE = "CABLE_BRIDGE_CONFIG";

  @Option(
      names = {"-l", "--listen"},
      paramLabel = "[HOST]:PORT",
      scope = INHERIT,
      description = "Listen here. Default: :8080")
  private @Nullable String listen;

  @Option(
      names = {"-s", "--upstream"},
      paramLabel = "URL",
      scope = INHERIT,
      description = "Action Cable of the Rails application. Default: ws://127.0.0.1:3000/cable")
  private @Nullable String upstream;

  @Option(
      names = {"-S", "--linger"},
      paramLabel = "DURATION",
      scope = INHERIT,
      description = "How long a session without a listener is kept. Default: 30s")
  private @Nullable String linger;

  @Option(
      names = {"-r", "--allow-reuse"},
      scope = INHERIT,
      description = "Allow several listeners on one session.")
  private boolean allowReuse;

  @Option(
      names = {"-d", "--debug"},
      scope = INHERIT,
      description = "Log more.")
  private boolean debug;

  @Option(
      names = {"-q", "--quiet"},
      scope = INHERIT,
      description = "Log warnings and errors only.")
  private boolean quiet;

  @Option(
      names = {"--strict-headers", "-strict-headers"},
      scope = INHERIT,
      description = "Require the same Cookie and Origin in every request of a session.")
  private boolean strictHeaders;

  @Option(
      names = {"--config"},
      paramLabel = "FILE",
      scope = INHERIT,
      description =
          "Read this file. Default: the variable CABLE_BRIDGE_CONFIG, else conf/cable-bridge.yml"
              + " beside bin/")
  private @Nullable Path file;

  @Option(
      names = {"--set"},
      paramLabel = "KEY=VALUE",
      scope = INHERIT,
      description = "Set any key of the file; repeatable.")
  private List<String> assignments = List.of();

  LoadedConfig load(Map<String, String> environment) throws InvalidConfigException {
    CommandLineValues values = new CommandLineValues();
    values.listen("--listen", listen);
    values.add("--upstream", "upstream.url", upstream);
    values.add("--linger", "session.linger", linger);
    values.add("--allow-reuse", "session.allow-reuse", allowReuse ? "true" : null);
    values.add("--strict-headers", "session.bind-headers", strictHeaders ? "Cookie,Origin" : null);
    values.add("--quiet", "log.level", quiet ? "warn" : null);
    values.add("--debug", "log.level", debug ? "debug" : null);
    assignments.forEach(assignment -> values.assignment("--set", assignment));
    return ConfigLoader.load(file(environment), environment, values);
  }

  private @Nullable Path file(Map<String, String> environment) {
    if (file != null) {
      return file;
    }
    String named = environment.getOrDefault(FILE_VARIABLE, "");
    if (!named.isEmpty()) {
      return Path.of(named);
    }
    String home = System.getProperty("cablebridge.home");
    Path shipped = home == null ? null : Path.of(home, "conf", "cable-bridge.yml");
    return shipped != null && Files.exists(shipped) ? shipped : null;
  }
}
