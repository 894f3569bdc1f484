package io.cablebridge.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file in the tarball: every key once, commented out, at its default, in the known order. */
class ShippedFileTest {
  private static final Path SHIPPED = Path.of("src/main/conf/cable-bridge.yml");
  private static final Pattern COMMENTED_KEY = Pattern.compile("(?m)^( *)#([a-z])");

  @TempDir private Path directory;

  @Test
  void asItIsItSetsNothing() throws Exception {
    assertThat(entries(SHIPPED)).isEmpty();
  }

  @Test
  void itNamesEveryKeyOnce() throws Exception {
    assertThat(entries(uncommented()).stream().map(Entry::key))
        .containsExactlyElementsOf(Settings.ALL.stream().map(Setting::key).toList());
  }

  @Test
  void everyValueIsTheDefault() throws Exception {
    for (Entry entry : entries(uncommented())) {
      Setting<?> setting = Settings.BY_KEY.get(entry.key());
      assertThat(setting.read(entry.value())).as(entry.key()).isEqualTo(setting.defaultValue());
    }
  }

  @Test
  void withEveryKeySwitchedOnItIsValid() throws Exception {
    LoadedConfig loaded = ConfigLoader.load(uncommented(), Map.of(), new CommandLineValues());
    assertThat(loaded.config()).isEqualTo(BridgeConfig.defaults());
  }

  private Path uncommented() throws IOException {
    String text = COMMENTED_KEY.matcher(Files.readString(SHIPPED)).replaceAll("$1$2");
    return Files.writeString(directory.resolve("uncommented.yml"), text);
  }

  private static List<Entry> entries(Path file) {
    List<Problem> problems = new ArrayList<>();
    List<Entry> entries = ConfigFileReader.read(file, problems);
    assertThat(problems).isEmpty();
    return entries;
  }
}
