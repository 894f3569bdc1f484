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
 * Texts that may be said to whom they belong and nowhere else, each under a name. A text is looked
 * for by its longest runs of plain characters, which no escaping changes.
 */
final class SecretMarkers {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-]{10,}");

  /** The run of characters to the name of the secret. */
  private final Map<String, String> secrets = new LinkedHashMap<>();

  /** A secret of that name, made up. */
  String fresh(String name) {
    return keep(name, "mk-" + UUID.randomUUID());
  }

  /** An events id that nobody used. */
  String freshId() {
    return keep("an events id", TestBed.freshId());
  }

  /** A secret that somebody else made up. */
  String keep(String name, String secret) {
    List<String> runs = PLAIN.matcher(secret).results().map(MatchResult::group).toList();
    if (runs.isEmpty()) {
      throw new IllegalArgumentException(name + " has nothing to be known by");
    }
    runs.forEach(run -> secrets.put(run, name));
    return secret;
  }

  int size() {
    return secrets.size();
  }

  /** Which secrets a text tells, and where in it. */
  List<String> toldBy(String where, String text) {
    List<String> told = new ArrayList<>();
    secrets.forEach(
        (run, name) -> {
          int at = text.indexOf(run);
          if (at >= 0) {
            String around =
                text.substring(Math.max(0, at - 80), Math.min(text.length(), at + run.length()));
            told.add(where + " tells " + name + ": …" + around);
          }
        });
    return told;
  }
}
