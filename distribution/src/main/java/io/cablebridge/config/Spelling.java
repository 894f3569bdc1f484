package io.cablebridge.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what somebody may have meant. */
final class Spelling {
  private static final int LONGEST = 100;

  private Spelling() {}

  /** The candidate with the fewest edits, if it takes no more than {@code edits}. */
  static Optional<String> nearest(String word, Collection<String> candidates, int edits) {
    if (word.length() > LONGEST) {
      return Optional.empty();
    }
    return candidates.stream()
        .min(Comparator.comparingInt((String c) -> distance(word, c)).thenComparing(c -> c))
        .filter(candidate -> distance(word, candidate) <= edits);
  }

  /** Levenshtein's distance: insertions, deletions and substitutions. */
  static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
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
