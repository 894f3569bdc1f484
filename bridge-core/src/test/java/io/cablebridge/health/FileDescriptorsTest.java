package io.cablebridge.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileDescriptorsTest {
  private static final int MANY = 100;

  @Test
  void aCountThatFailsMeansThatNoneIsFree() {
    FileDescriptors files =
        FileDescriptors.counted(
            () -> {
              throw new InternalError("Unable to open directory /proc/self/fd");
            },
            () -> 1_000);
    assertThat(files.open().getAsLong()).isEqualTo(1_000);
    assertThat(files.areShort()).isTrue();
    assertThat(files.available()).isNegative();
  }

  @Test
  void someAreReservedForOthersThanClients() {
    assertThat(new FileDescriptors(() -> 970, () -> 1_000).available()).isEqualTo(5);
    assertThat(new FileDescriptors(() -> 975, () -> 1_000).available()).isZero();
  }

  @Test
  void openFilesAreCountedAndBelowTheLimit(@TempDir Path folder) throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    FileDescriptors files = FileDescriptors.ofThisProcess();
    long before = files.open().getAsLong();
    List<InputStream> open = new ArrayList<>();
    try {
      for (int i = 0; i < MANY; i++) {
        open.add(Files.newInputStream(file));
      }
      // Other threads of this process may close some at the same time.
      assertThat(files.open().getAsLong())
          .isGreaterThan(before + MANY / 2)
          .isLessThan(files.limit().getAsLong());
    } finally {
      for (InputStream each : open) {
        each.close();
      }
    }
  }
}
