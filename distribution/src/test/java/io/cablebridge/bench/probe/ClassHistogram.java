package io.cablebridge.bench.probe;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Live objects of a JVM by class, from its diagnostic command {@code GC.class_histogram}. */
public record ClassHistogram(Map<String, Row> rows) {
  record Row(long instances, long bytes) {}

  /** Lines such as {@code 1: 16070 934200 [Ljava.lang.Object; (java.base@17.0.15)}. */
  static ClassHistogram parse(String text) {
    Map<String, Row> rows = new HashMap<>();
    for (String line : text.lines().toList()) {
      String[] row = line.trim().split("\\s+");
      if (row.length >= 4 && row[0].endsWith(":")) {
        rows.put(row[3], new Row(Long.parseLong(row[1]), Long.parseLong(row[2])));
      }
    }
    return new ClassHistogram(rows);
  }

  /** The growth since another histogram, largest first: instances and bytes per session, class. */
  public List<String> largestSince(ClassHistogram empty, int sessions, int limit) {
    Row none = new Row(0, 0);
    Map<String, Row> more = new HashMap<>();
    rows.forEach(
        (name, row) -> {
          Row before = empty.rows.getOrDefault(name, none);
          more.put(name, new Row(row.instances - before.instances, row.bytes - before.bytes));
        });
    return more.entrySet().stream()
        .sorted(Comparator.comparingLong(entry -> -entry.getValue().bytes))
        .limit(limit)
        .map(
            entry ->
                String.format(
                    Locale.ROOT,
                    "  %8.2f %9.1f  %s",
                    (double) entry.getValue().instances / sessions,
                    (double) entry.getValue().bytes / sessions,
                    entry.getKey()))
        .toList();
  }
}
