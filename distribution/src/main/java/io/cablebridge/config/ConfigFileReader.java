package io.cablebridge.config;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the YAML file as a list of dotted keys: {@code http: {port: 80}} and {@code http.port: 80}
 * are the same. Created for one file and used once. What is not a key with a value becomes a
 * problem, and reading goes on where the syntax allows it.
 */
final class ConfigFileReader {
  private final Path path;
  private final List<Entry> entries = new ArrayList<>();
  private final List<Problem> problems;
  private final Map<String, Integer> lines = new HashMap<>();

  private ConfigFileReader(Path path, List<Problem> problems) {
    this.path = path;
    this.problems = problems;
  }

  /** The entries of the file in their order; what is wrong is added to {@code problems}. */
  static List<Entry> read(Path path, List<Problem> problems) {
    ConfigFileReader reader = new ConfigFileReader(path, problems);
    reader.read();
    return reader.entries;
  }

  private void read() {
    try (Reader text = Files.newBufferedReader(path);
        YAMLParser parser = new YAMLFactory().createParser(text)) {
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
    } catch (NoSuchFileException e) {
      problem(1, "", "there is no such file");
    } catch (IOException e) {
      problem(1, "", "the file cannot be read: " + e);
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
        add(key, new RawValue.Scalar(parser.getText()), line);
      } else if (Settings.BY_KEY.containsKey(key) || !isSection(key)) {
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
    add(key, new RawValue.Sequence(items), line);
  }

  private void add(String key, RawValue value, int line) {
    Integer earlier = lines.putIfAbsent(key, line);
    if (earlier != null) {
      problem(line, key, "is already given in line " + earlier);
    } else {
      entries.add(new Entry(key, value, new Origin.FileLine(path, line)));
    }
  }

  private void problem(int line, String key, String message) {
    problems.add(new Problem(new Origin.FileLine(path, line), key, message));
  }

  private static boolean isSection(String key) {
    return Settings.BY_KEY.keySet().stream().anyMatch(known -> known.startsWith(key + "."));
  }

  private static int line(JsonParser parser) {
    return parser.currentTokenLocation().getLineNr();
  }
}
