package io.cablebridge.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.setting.ConfigKey;
import io.cablebridge.setting.ConfigRecords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file in the tarball: every key once, commented out, at its default, in order. */
class ShippedFileTest {
  private static final Path SHIPPED = Path.of("src/main/conf/cable-bridge.yml");
  private static final Pattern COMMENTED_KEY = Pattern.compile("(?m)^( *)#([a-z])");

  @TempDir private Path directory;

  @Test
  void itSetsNothing() throws Exception {
    assertThat(entries(SHIPPED)).isEmpty();
  }

  @Test
  void itNamesEveryKeyOnce() throws Exception {
    assertThat(entries(uncommented()).stream().map(ConfigEntry::key))
        .containsExactlyElementsOf(ConfigKeys.ALL.stream().map(ConfigKey::name).toList());
  }

  @Test
  void everyValueIsTheDefault() throws Exception {
    for (ConfigEntry entry : entries(uncommented())) {
      ConfigKey<?> key = ConfigKeys.BY_NAME.get(entry.key());
      assertThat(key.read(entry.value())).as(entry.key()).isEqualTo(key.defaultValue());
    }
  }

  @Test
  void withEveryKeyUncommentedItIsValid() throws Exception {
    LoadedConfig loaded = ConfigLoader.load(uncommented(), Map.of(), new CommandLineValues());
    assertThat(loaded.config()).isEqualTo(ConfigRecords.defaults(BridgeConfig.class));
  }

  private Path uncommented() throws IOException {
    String text = COMMENTED_KEY.matcher(Files.readString(SHIPPED)).replaceAll("$1$2");
    return Files.writeString(directory.resolve("uncommented.yml"), text);
  }

  private static List<ConfigEntry> entries(Path file) {
    List<Problem> problems = new ArrayList<>();
    List<ConfigEntry> entries = ConfigFileReader.read(file, problems);
    assertThat(problems).isEmpty();
    return entries;
  }
}
