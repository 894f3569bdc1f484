package io.cablebridge.config;

import io.cablebridge.setting.BadValueException;
import io.cablebridge.setting.ConfigKey;
import io.cablebridge.setting.Quoting;
import io.cablebridge.setting.RawValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Merges the four sources: default, file, environment, command line; a later source takes
 * precedence. Collects the problems of all sources before it reports any. One loader loads one
 * configuration.
 */
public final class ConfigLoader {
  private static final int MAX_EDITS_OF_A_VARIABLE = 2;

  private final List<Problem> problems = new ArrayList<>();
  private final Map<String, ConfigValue<?>> values = new LinkedHashMap<>();

  /** Keys with a problem of their own: the value that was meant is not known. */
  private final Set<String> unreadable = new HashSet<>();

  private boolean fileIsReadable = true;

  private ConfigLoader() {
    ConfigKeys.ALL.forEach(key -> values.put(key.name(), ConfigValue.byDefault(key)));
  }

  public static LoadedConfig load(
      @Nullable Path file, Map<String, String> environment, CommandLineValues commandLine)
      throws InvalidConfigException {
    ConfigLoader loader = new ConfigLoader();
    if (file != null) {
      List<ConfigEntry> entries = ConfigFileReader.read(file, loader.problems);
      loader.fileIsReadable =
          loader.problems.stream().noneMatch(problem -> problem.key().isEmpty());
      entries.forEach(loader::apply);
    }
    loader.variables(environment).forEach(loader::apply);
    loader.problems.addAll(commandLine.problems());
    commandLine.entries().forEach(loader::apply);
    return loader.merged();
  }

  private LoadedConfig merged() throws InvalidConfigException {
    LoadedConfig loaded = new LoadedConfig(values);
    loaded.config().edge().entries().stream()
        .filter(entry -> loaded.value(entry.key()).isDefault())
        .forEach(this::apply);
    LoadedConfig complete = new LoadedConfig(values);
    if (fileIsReadable) {
      problems.forEach(problem -> unreadable.add(problem.key()));
      problems.addAll(CrossChecks.of(complete, unreadable));
    }
    if (problems.isEmpty()) {
      return complete;
    }
    throw new InvalidConfigException(problems);
  }

  private void apply(ConfigEntry entry) {
    ConfigKey<?> key = ConfigKeys.BY_NAME.get(entry.key());
    if (key == null) {
      Optional<String> nearest = ConfigKeys.nearest(entry.key());
      nearest.ifPresent(unreadable::add);
      String hint = nearest.map(near -> "; did you mean " + near + "?").orElse("");
      problem(entry.origin(), Quoting.quote(entry.key()), "is not a setting" + hint);
      return;
    }
    try {
      values.put(key.name(), ConfigValue.read(key, entry.value(), entry.origin()));
    } catch (BadValueException e) {
      problem(entry.origin(), key.name(), String.valueOf(e.getMessage()));
    }
  }

  /**
   * The settings among the variables. A variable that is nearly the name of a setting is a problem.
   * Any other is ignored: it can belong to another program, for example to a Kubernetes service of
   * the same name.
   */
  private List<ConfigEntry> variables(Map<String, String> environment) {
    Map<String, String> keys =
        ConfigKeys.ALL.stream().collect(Collectors.toMap(ConfigKey::variable, ConfigKey::name));
    List<ConfigEntry> entries = new ArrayList<>();
    for (Map.Entry<String, String> variable : new TreeMap<>(environment).entrySet()) {
      String name = variable.getKey();
      String key = keys.get(name);
      if (key != null) {
        entries.add(new ConfigEntry(key, RawValue.of(variable.getValue()), name));
      } else if (name.startsWith(ConfigKey.VARIABLE_PREFIX)) {
        ConfigKeys.nearest(name, keys.keySet(), MAX_EDITS_OF_A_VARIABLE)
            .ifPresent(
                near -> {
                  unreadable.add(Objects.requireNonNull(keys.get(near)));
                  problem(name, "", "is not a setting; did you mean " + near + "?");
                });
      }
    }
    return entries;
  }

  private void problem(String origin, String key, String message) {
    problems.add(new Problem(origin, key, message));
  }
}
