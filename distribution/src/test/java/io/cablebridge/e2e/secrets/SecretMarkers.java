package io.cablebridge.e2e.secrets;

import io.cablebridge.e2e.rig.TestBed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Marked secret texts, each under a name. A text is found by its longest runs of plain characters,
 * which no escaping changes.
 */
final class SecretMarkers {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-]{10,}");

  /** The run of characters to the name of the secret. */
  private final Map<String, String> secrets = new LinkedHashMap<>();

  /** Creates a secret under a name. */
  String fresh(String name) {
    return keep(name, "mk-" + UUID.randomUUID());
  }

  /** Creates an unused events id and registers it as a secret. */
  String freshId() {
    return keep("an events id", TestBed.freshId());
  }

  /** Registers an existing secret. */
  String keep(String name, String secret) {
    List<String> runs = PLAIN.matcher(secret).results().map(MatchResult::group).toList();
    if (runs.isEmpty()) {
      throw new IllegalArgumentException(name + " has no run of plain characters");
    }
    runs.forEach(run -> secrets.put(run, name));
    return secret;
  }

  int size() {
    return secrets.size();
  }

  /** Returns the secrets found in a text, each with its place. */
  List<String> leaksIn(String where, String text) {
    List<String> leaks = new ArrayList<>();
    secrets.forEach(
        (run, name) -> {
          int at = text.indexOf(run);
          if (at >= 0) {
            String around =
                text.substring(Math.max(0, at - 80), Math.min(text.length(), at + run.length()));
            leaks.add(where + " contains " + name + ": …" + around);
          }
        });
    return leaks;
  }
}
