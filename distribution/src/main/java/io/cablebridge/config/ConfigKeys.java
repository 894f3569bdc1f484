package io.cablebridge.config;

import io.cablebridge.setting.ConfigKey;
import io.cablebridge.setting.ConfigRecords;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Every setting of the program, in the order of the components of {@link BridgeConfig}. */
final class ConfigKeys {
  static final List<ConfigKey<?>> ALL = ConfigRecords.keys(BridgeConfig.class);

  static final Map<String, ConfigKey<?>> BY_NAME =
      ALL.stream().collect(Collectors.toUnmodifiableMap(ConfigKey::name, Function.identity()));

  /** Of a name whose correct spelling is searched. */
  private static final int MAX_LENGTH = 100;

  private ConfigKeys() {}

  static boolean isSection(String text) {
    return BY_NAME.keySet().stream().anyMatch(name -> name.startsWith(text + "."));
  }

  /** The key that an unknown one probably stands for: its section is missing, or it is misspelt. */
  static Optional<String> nearest(String unknown) {
    return ALL.stream()
        .map(ConfigKey::name)
        .filter(name -> name.endsWith("." + unknown))
        .findFirst()
        .or(() -> nearest(unknown, BY_NAME.keySet(), unknown.length() / 2));
  }

  /** The candidate with the smallest edit distance, if that is at most {@code edits}. */
  static Optional<String> nearest(String word, Collection<String> candidates, int edits) {
    if (word.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    return candidates.stream()
        .min(Comparator.comparingInt((String c) -> distance(word, c)).thenComparing(c -> c))
        .filter(candidate -> distance(word, candidate) <= edits);
  }

  /** The Levenshtein distance: insertions, deletions and substitutions. */
  private static int distance(String from, String to) {
    int[] row = IntStream.rangeClosed(0, to.length()).toArray();
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int substituted = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[to.length()];
  }
}
