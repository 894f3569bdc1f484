package io.cablebridge;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The terminal on standard input while it hides the typed characters. It uses {@code stty}, because
 * {@link System#console} is null on Java 17 when standard output is a file, as in {@code
 * hash-password > file}. {@link #close} restores the terminal's settings, and so does the end of
 * the process.
 */
final class Terminal implements AutoCloseable {
  private final String settings;
  private final Thread atExit = new Thread(this::restore, "terminal");

  private Terminal(String settings) {
    this.settings = settings;
  }

  /** The terminal; null if standard input is not a terminal. */
  static @Nullable Terminal onStandardInput() throws IOException {
    String settings = stty("-g");
    if (settings == null) {
      return null;
    }
    Terminal terminal = new Terminal(settings);
    Runtime.getRuntime().addShutdownHook(terminal.atExit);
    if (stty("-echo") == null) {
      throw new IOException("The terminal cannot hide the typed characters.");
    }
    return terminal;
  }

  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(atExit);
    restore();
  }

  private void restore() {
    try {
      stty(settings);
    } catch (IOException e) {
      System.err.println("The terminal still hides typed characters; run \"stty echo\".");
    }
  }

  /** The output of the command; null if it fails, as it does without a terminal. */
  private static @Nullable String stty(String argument) throws IOException {
    Process stty =
        new ProcessBuilder("stty", argument)
            .redirectInput(Redirect.INHERIT)
            .redirectError(Redirect.DISCARD)
            .start();
    String output = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    try {
      return stty.waitFor() == 0 ? output.strip() : null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
