package io.cablebridge;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The terminal on standard input while it does not show what is typed; by {@code stty}, as {@link
 * System#console} knows no terminal when only the output is a file. Its settings come back with
 * {@link #close}, and with the end of the process.
 */
final class Terminal implements AutoCloseable {
  private final String settings;
  private final Thread atTheEnd = new Thread(this::restore, "terminal");

  private Terminal(String settings) {
    this.settings = settings;
  }

  /** Null if standard input is none. */
  static @Nullable Terminal onStandardInput() throws IOException {
    String settings = stty("-g");
    if (settings == null) {
      return null;
    }
    Terminal terminal = new Terminal(settings);
    Runtime.getRuntime().addShutdownHook(terminal.atTheEnd);
    if (stty("-echo") == null) {
      throw new IOException("The terminal goes on showing what is typed.");
    }
    return terminal;
  }

  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(atTheEnd);
    restore();
  }

  private void restore() {
    try {
      stty(settings);
    } catch (IOException e) {
      System.err.println("The terminal does not show what is typed; \"stty echo\" mends that.");
    }
  }

  /** What it says; null if it fails, as it does without a terminal. */
  private static @Nullable String stty(String argument) throws IOException {
    Process stty =
        new ProcessBuilder("stty", argument)
            .redirectInput(Redirect.INHERIT)
            .redirectError(Redirect.DISCARD)
            .start();
    String answer = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    try {
      return stty.waitFor() == 0 ? answer.strip() : null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
