package io.cablebridge.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the correct spelling of a misspelt name. */
final class Suggestions {
  private static final int MAX_LENGTH = 100;

  private Suggestions() {}

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
