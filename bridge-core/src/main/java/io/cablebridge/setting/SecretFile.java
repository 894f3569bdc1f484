package io.cablebridge.setting;

import io.cablebridge.secret.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A file that holds a secret, for example one that a container platform mounts. The loader reads
 * the file together with its key, so that a problem of the file is reported with all others. Line
 * breaks at the end of the file are not part of the secret.
 *
 * @param path as it was given; empty for no file
 */
public record SecretFile(String path, Secret secret) {
  private static final SecretFile NONE = new SecretFile("", Secret.NONE);
  private static final int MAX_LENGTH = 64 << 10;
  private static final ValueType<SecretFile> TYPE =
      ValueType.scalar("file", SecretFile::read, file -> Quoting.yaml(file.path()));

  /** The ending of such a key: {@code jwt.secret-file} is the file of {@code jwt.secret}. */
  public static final String KEY_ENDING = "-file";

  static ConfigKey<SecretFile> keyOf(ConfigKey<?> secret) {
    String description = "A file that holds `" + secret.name() + "`.";
    return new ConfigKey<>(
        secret.name() + KEY_ENDING, TYPE, NONE, "", secret.reload(), description);
  }

  private static SecretFile read(String path) {
    if (path.isEmpty()) {
      return NONE;
    }
    try (InputStream in = Files.newInputStream(Path.of(path))) {
      byte[] bytes = in.readNBytes(MAX_LENGTH + 1);
      int length = bytes.length;
      while (length > 0 && (bytes[length - 1] == '\n' || bytes[length - 1] == '\r')) {
        length--;
      }
      if (length == 0 || length > MAX_LENGTH) {
        throw new BadValueException(path, "which is " + (length == 0 ? "empty" : "too long"));
      }
      return new SecretFile(path, Secret.of(Arrays.copyOf(bytes, length)));
    } catch (NoSuchFileException | InvalidPathException e) {
      throw new BadValueException(path, "but there is no such file");
    } catch (IOException e) {
      throw new BadValueException(path, "which cannot be read");
    }
  }
}
