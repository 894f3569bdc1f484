package io.cablebridge.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * The files that are generated from the settings and checked in. With the system property {@code
 * cablebridge.write} the test writes them; {@code distribution/scripts/write-settings} runs it so.
 */
class GeneratedFilesTest {
  private static final Path REFERENCE = Path.of("../docs/configuration.md");
  private static final Path SHIPPED = Path.of("src/main/conf/cable-bridge.yml");

  @Test
  void theReferenceIsUpToDate() throws Exception {
    isUpToDate(REFERENCE, SettingTables.writtenInto(Files.readString(REFERENCE)));
  }

  @Test
  void theShippedFileIsUpToDate() throws Exception {
    isUpToDate(SHIPPED, ShippedFile.text());
  }

  private static void isUpToDate(Path file, String generated) throws IOException {
    if (Boolean.getBoolean("cablebridge.write")) {
      Files.writeString(file, generated);
    }
    assertThat(Files.readString(file))
        .as("out of date: run distribution/scripts/write-settings and check the result in")
        .isEqualTo(generated);
  }
}
