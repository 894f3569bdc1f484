package io.cablebridge.config;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.cablebridge.setting.RawValue;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the YAML file as a list of dotted keys: {@code http: {port: 80}} and {@code http.port: 80}
 * are equal. One reader reads one file. Content that is not a key with a value becomes a problem,
 * and the reader continues where the syntax allows it.
 */
final class ConfigFileReader {
  private final Path path;
  private final List<ConfigEntry> entries = new ArrayList<>();
  private final List<Problem> problems;
  private final Map<String, Integer> lines = new HashMap<>();

  private ConfigFileReader(Path path, List<Problem> problems) {
    this.path = path;
    this.problems = problems;
  }

  /** The entries of the file in their order; problems are added to {@code problems}. */
  static List<ConfigEntry> read(Path path, List<Problem> problems) {
    ConfigFileReader reader = new ConfigFileReader(path, problems);
    try {
      reader.parse(Files.readString(path));
    } catch (IOException e) {
      problems.add(new Problem(path.toString(), "", reason(path, e)));
    }
    return reader.entries;
  }

  private static String reason(Path path, IOException failure) {
    if (failure instanceof NoSuchFileException) {
      return "file not found";
    } else if (failure instanceof CharacterCodingException) {
      return "the file is not UTF-8 text";
    }
    return Files.isDirectory(path) ? "is a directory" : "the file cannot be read: " + failure;
  }

  private void parse(String text) throws IOException {
    try (YAMLParser parser = new YAMLFactory().createParser(text)) {
      JsonToken first = parser.nextToken();
      if (first == JsonToken.START_OBJECT) {
        section(parser, "");
      } else if (first != null && first != JsonToken.VALUE_NULL) {
        problem(line(parser), "", "the file must hold keys with values");
      }
    } catch (JacksonException e) {
      JsonLocation at = e.getLocation();
      String message = e.getOriginalMessage();
      problem(
          at == null ? 1 : at.getLineNr(),
          "",
          "not YAML: " + message.lines().findFirst().orElse("unreadable"));
    }
  }

  private void section(JsonParser parser, String prefix) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = prefix + parser.currentName();
      int line = line(parser);
      JsonToken value = parser.nextToken();
      if (value == JsonToken.START_OBJECT) {
        section(parser, key + ".");
      } else if (value == JsonToken.START_ARRAY) {
        sequence(parser, key, line);
      } else if (value != JsonToken.VALUE_NULL) {
        add(key, RawValue.of(parser.getText()), line);
      } else if (ConfigKeys.BY_NAME.containsKey(key) || !ConfigKeys.isSection(key)) {
        problem(line, key, "has no value; write \"\" or [] for an empty one");
      }
    }
  }

  private void sequence(JsonParser parser, String key, int line) throws IOException {
    List<String> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken().isStructStart()) {
        problem(line(parser), key, "must be a list of single values");
        parser.skipChildren();
      } else {
        items.add(parser.getText());
      }
    }
    add(key, new RawValue(List.copyOf(items), true), line);
  }

  private void add(String key, RawValue value, int line) {
    Integer earlier = lines.putIfAbsent(key, line);
    if (earlier != null) {
      problem(line, key, "is already given in line " + earlier);
    } else {
      entries.add(new ConfigEntry(key, value, path + ":" + line));
    }
  }

  private void problem(int line, String key, String message) {
    problems.add(new Problem(path + ":" + line, key, message));
  }

  private static int line(JsonParser parser) {
    return parser.currentTokenLocation().getLineNr();
  }
}
