package io.cablebridge.config;

import io.cablebridge.secret.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A file that holds a secret, as container platforms mount them. It is read when its key is, so
 * that what is wrong with it is reported with all else. A line's end at its end is not part of the
 * secret.
 *
 * @param path as it was given; empty for none
 * @param secret what it holds
 */
record SecretFile(String path, Secret secret) {
  static final SecretFile NONE = new SecretFile("", Secret.NONE);
  static final ValueType<SecretFile> TYPE = new Type();

  private static final int LONGEST = 64 << 10;

  private static SecretFile read(String path) {
    if (path.isEmpty()) {
      return NONE;
    }
    try (InputStream in = Files.newInputStream(Path.of(path))) {
      byte[] bytes = in.readNBytes(LONGEST + 1);
      int length = bytes.length;
      while (length > 0 && (bytes[length - 1] == '\n' || bytes[length - 1] == '\r')) {
        length--;
      }
      if (length == 0 || length > LONGEST) {
        throw new BadValueException(
            "is " + Quoting.quote(path) + ", which is " + (length == 0 ? "empty" : "too long"));
      }
      return new SecretFile(path, Secret.of(Arrays.copyOf(bytes, length)));
    } catch (NoSuchFileException | InvalidPathException e) {
      throw new BadValueException("is " + Quoting.quote(path) + ", but there is no such file");
    } catch (IOException e) {
      throw new BadValueException("is " + Quoting.quote(path) + ", which cannot be read");
    }
  }

  private static final class Type implements ValueType<SecretFile> {
    @Override
    public String word() {
      return "file";
    }

    @Override
    public SecretFile parse(RawValue raw) {
      return read(raw.scalar());
    }

    @Override
    public String format(SecretFile value) {
      return Quoting.yaml(value.path());
    }
  }
}
