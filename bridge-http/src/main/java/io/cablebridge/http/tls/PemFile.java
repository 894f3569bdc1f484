package io.cablebridge.http.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The content of a PEM file (RFC 7468): blocks between BEGIN and END lines; text around them is a
 * comment.
 *
 * @param blocks in their order
 */
record PemFile(List<Block> blocks) {
  private static final int MAX_BYTES = 1 << 20;
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");

  /**
   * One block.
   *
   * @param label such as {@code CERTIFICATE}
   * @param text base64, between the two lines
   */
  record Block(String label, String text) {}

  static PemFile read(String path, boolean ofKey) throws UnusableTlsException {
    try (InputStream in = Files.newInputStream(Path.of(path))) {
      String text = new String(in.readNBytes(MAX_BYTES), StandardCharsets.ISO_8859_1);
      return new PemFile(
          BLOCK
              .matcher(text)
              .results()
              .map(found -> new Block(found.group(1), found.group(2)))
              .toList());
    } catch (NoSuchFileException | InvalidPathException e) {
      throw new UnusableTlsException(ofKey, "does not exist");
    } catch (IOException e) {
      throw new UnusableTlsException(ofKey, "cannot be read");
    }
  }

  List<Block> labelled(String label) {
    return blocks.stream().filter(block -> block.label().equals(label)).toList();
  }
}
