package io.cablebridge.config;

import io.cablebridge.setting.ConfigKey;
import io.cablebridge.setting.ConfigRecords;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Every setting of the program, in the order of the components of {@link BridgeConfig}. */
final class ConfigKeys {
  static final List<ConfigKey<?>> ALL = ConfigRecords.keys(BridgeConfig.class);

  static final Map<String, ConfigKey<?>> BY_NAME =
      ALL.stream().collect(Collectors.toUnmodifiableMap(ConfigKey::name, Function.identity()));

  private ConfigKeys() {}

  /** Whether keys begin with this text and a dot. */
  static boolean isSection(String text) {
    return BY_NAME.keySet().stream().anyMatch(name -> name.startsWith(text + "."));
  }

  /** The key that an unknown one probably stands for: its section is missing, or it is misspelt. */
  static Optional<String> nearest(String unknown) {
    return ALL.stream()
        .map(ConfigKey::name)
        .filter(name -> name.endsWith("." + unknown))
        .findFirst()
        .or(() -> Suggestions.nearest(unknown, BY_NAME.keySet(), unknown.length() / 2));
  }
}
