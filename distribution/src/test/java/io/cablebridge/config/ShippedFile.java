package io.cablebridge.config;

import io.cablebridge.setting.ConfigKey;
import io.cablebridge.setting.SecretFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Writes {@code conf/cable-bridge.yml}: every setting, commented out, below its description. */
final class ShippedFile {
  private static final int WIDTH = 100;

  private static final String HEAD =
      """
      # The configuration of Cable Bridge.
      #
      # Every key is listed once, commented out, with its default. To set a key, remove the # before it.
      # The environment takes precedence over this file (http.port is CABLE_BRIDGE_HTTP_PORT), and the
      # command line over both (--set http.port=8080). In both of them a list is written with commas.
      #
      # A duration has a unit: 500ms, 30s, 2m, 1h. A size is in bytes or has a unit: 64KiB, 1MiB.
      # A key that ends in -file is the path of a file that holds the secret of the key above it.
      #
      # "cable-bridge check-config" reports all mistakes together; "cable-bridge print-config" shows the
      # effective values and where each one comes from. docs/configuration.md lists the bounds of each.
      """;

  /** The comment above each section. */
  private static final Map<String, String> SECTIONS =
      Map.ofEntries(
          Map.entry("upstream", "The Rails application."),
          Map.entry("http", "The public listener."),
          Map.entry("sse", "Event streams."),
          Map.entry("poll", "Long polls."),
          Map.entry("command", "POSTs."),
          Map.entry("session", "Sessions: one per open page."),
          Map.entry(
              "streams",
              "Streams: named broadcast lines that the bridge serves itself, without a channel in"
                  + " Rails."),
          Map.entry("events", "Readers of /events, the endpoint of AnyCable's clients."),
          Map.entry(
              "publish",
              "Publishing over HTTP: POST /_broadcast and POST /api/publish. Each endpoint exists"
                  + " only if it has a key."),
          Map.entry("jwt", "Tokens (JWT) that identify a client in place of Rails."),
          Map.entry("admin", "The operator's console."),
          Map.entry("health", "Health checks."),
          Map.entry("log", "The log."));

  private final List<String> lines = new ArrayList<>();
  private List<String> sections = List.of();
  private String before = "";

  private ShippedFile() {}

  /** The content of the file. */
  static String text() {
    ShippedFile file = new ShippedFile();
    ConfigKeys.ALL.forEach(file::add);
    return HEAD + String.join("\n", file.lines) + "\n";
  }

  private void add(ConfigKey<?> key) {
    List<String> path = List.of(key.name().split("\\."));
    open(path.subList(0, path.size() - 1));
    String indent = "  ".repeat(path.size() - 1);
    if (!key.name().equals(before + SecretFile.KEY_ENDING)) {
      if (!lines.get(lines.size() - 1).endsWith(":") || path.size() == 1) {
        lines.add("");
      }
      comment(indent, description(key));
    }
    lines.add(indent + "#" + path.get(path.size() - 1) + ": " + key.defaultText());
    before = key.name();
  }

  /** Begins the sections of a key that those of the key before do not include. */
  private void open(List<String> path) {
    for (int depth = 0; depth < path.size(); depth++) {
      if (depth < sections.size() && sections.get(depth).equals(path.get(depth))) {
        continue;
      }
      lines.add("");
      if (depth == 0) {
        String text = SECTIONS.get(path.get(0));
        comment("", Objects.requireNonNull(text, () -> "no comment for section " + path.get(0)));
      }
      lines.add("  ".repeat(depth) + path.get(depth) + ":");
      sections = path.subList(0, depth + 1);
    }
    sections = path;
  }

  private void comment(String indent, String text) {
    StringBuilder line = new StringBuilder(indent + "#");
    for (String word : text.split(" ")) {
      if (line.length() + 1 + word.length() > WIDTH) {
        lines.add(line.toString());
        line = new StringBuilder(indent + "#");
      }
      line.append(' ').append(word);
    }
    lines.add(line.toString());
  }

  /** The description without the marks of Markdown; then the values that can be chosen. */
  private static String description(ConfigKey<?> key) {
    String text =
        key.description()
            .replaceAll(" \\(\\[[^\\]]*\\]\\([^)]*\\)\\)", "")
            .replaceAll("\\[([^\\]]*)\\]\\([^)]*\\)", "$1")
            .replace("`", "");
    String choices = key.type().word().replace(" or ", ", ");
    return key.type().word().contains(" or ") && !(key.defaultValue() instanceof Boolean)
        ? text + " One of: " + choices + "."
        : text;
  }
}
