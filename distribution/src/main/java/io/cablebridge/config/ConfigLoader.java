package io.cablebridge.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Puts the four sources together: default, file, environment, command line, each above the one
 * before it. Every problem of every source is found before any is reported.
 */
public final class ConfigLoader {
  private static final int EDITS_OF_A_VARIABLE = 2;

  private final List<Problem> problems = new ArrayList<>();
  private final Values values = new Values();

  private ConfigLoader() {}

  /**
   * The configuration that holds.
   *
   * @param file the configuration file, null if there is none
   * @param environment the variables of the process
   * @param commandLine the settings that the command line gives, in their order
   */
  public static LoadedConfig load(
      @Nullable Path file, Map<String, String> environment, CommandLineValues commandLine)
      throws InvalidConfigException {
    return new ConfigLoader().merge(file, environment, commandLine);
  }

  private LoadedConfig merge(
      @Nullable Path file, Map<String, String> environment, CommandLineValues commandLine)
      throws InvalidConfigException {
    if (file != null) {
      ConfigFileReader.read(file, problems).forEach(this::take);
    }
    variables(environment).forEach(this::take);
    problems.addAll(commandLine.problems());
    commandLine.entries().forEach(this::take);
    values.get(EdgeSettings.EDGE).settings().forEach(this::takeUnlessGiven);
    if (problems.isEmpty()) {
      // With a value missing, a comparison would blame the wrong one.
      Settings.AGREEMENTS.forEach(agreement -> agreement.check(values, problems));
    }
    if (!problems.isEmpty()) {
      throw new InvalidConfigException(problems);
    }
    return new LoadedConfig(Settings.build(values), values);
  }

  private void take(Entry entry) {
    Setting<?> setting = Settings.BY_KEY.get(entry.key());
    if (setting == null) {
      problem(entry.origin(), Quoting.quote(entry.key()), "is not a setting" + hint(entry.key()));
      return;
    }
    try {
      values.put(setting, entry.value(), entry.origin());
    } catch (BadValueException e) {
      problem(entry.origin(), setting.key(), String.valueOf(e.getMessage()));
    }
  }

  /** What a preset says counts where nobody said anything else. */
  private void takeUnlessGiven(Entry entry) {
    Setting<?> setting = Settings.BY_KEY.get(entry.key());
    if (setting != null && values.origin(setting) instanceof Origin.Default) {
      take(entry);
    }
  }

  private static String hint(String unknown) {
    // A key without its section is as likely as a mistyped one.
    return Settings.ALL.stream()
        .map(Setting::key)
        .filter(key -> key.endsWith("." + unknown))
        .findFirst()
        .or(() -> Spelling.nearest(unknown, Settings.BY_KEY.keySet(), unknown.length() / 2))
        .map(key -> "; did you mean " + key + "?")
        .orElse("");
  }

  /**
   * The settings among the variables. One that is nearly a setting is a mistake; one that is far
   * from all may be somebody else's, for example of a Kubernetes service of the same name.
   */
  private List<Entry> variables(Map<String, String> environment) {
    Map<String, String> keys =
        Settings.ALL.stream().collect(Collectors.toMap(Setting::variable, Setting::key));
    List<Entry> entries = new ArrayList<>();
    new TreeMap<>(environment)
        .forEach(
            (name, value) -> {
              Origin origin = new Origin.Variable(name);
              String key = keys.get(name);
              if (key != null) {
                entries.add(new Entry(key, new RawValue.Scalar(value), origin));
              } else if (name.startsWith(Setting.PREFIX)) {
                Spelling.nearest(name, keys.keySet(), EDITS_OF_A_VARIABLE)
                    .ifPresent(
                        meant ->
                            problem(origin, "", "is not a setting; did you mean " + meant + "?"));
              }
            });
    return entries;
  }

  private void problem(Origin origin, String key, String message) {
    problems.add(new Problem(origin, key, message));
  }
}
