package io.cablebridge;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads a new password from standard input. On a terminal the operator types it twice, hidden;
 * otherwise it is the first line. Questions and errors never go to standard output, which can be a
 * file. {@code stty} hides the typed characters, because {@link System#console} is null on Java 17
 * when standard output is a file, as in {@code hash-password > file}.
 */
final class PasswordPrompt {
  private static final int MIN_LENGTH = 8;
  private static final int MAX_LENGTH = 1_024;

  private final BufferedReader in;
  private final PrintWriter err;

  private PasswordPrompt(InputStream in, PrintWriter err) {
    this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    this.err = err;
  }

  /** The password; null if there is no valid one, which is then reported to {@code err}. */
  static @Nullable String read(InputStream in, PrintWriter err) throws IOException {
    PasswordPrompt prompt = new PasswordPrompt(in, err);
    String settings = stty("-g");
    if (settings == null) {
      return prompt.checked(prompt.in.readLine());
    }
    Thread atExit = new Thread(() -> restore(settings), "terminal");
    Runtime.getRuntime().addShutdownHook(atExit);
    if (stty("-echo") == null) {
      throw new IOException("The terminal cannot hide the typed characters.");
    }
    try {
      return prompt.askTwice();
    } finally {
      Runtime.getRuntime().removeShutdownHook(atExit);
      restore(settings);
    }
  }

  private @Nullable String askTwice() throws IOException {
    String first = checked(ask("Password: "));
    if (first != null && !first.equals(ask("Repeat the password: "))) {
      err.println("The passwords do not match.");
      return null;
    }
    return first;
  }

  private @Nullable String ask(String question) throws IOException {
    err.print(question);
    err.flush();
    String line = in.readLine();
    err.println();
    return line;
  }

  private @Nullable String checked(@Nullable String password) {
    int length = password == null ? 0 : password.length();
    if (length >= MIN_LENGTH && length <= MAX_LENGTH) {
      return password;
    }
    err.println("The password must have " + MIN_LENGTH + " to " + MAX_LENGTH + " characters.");
    return null;
  }

  private static void restore(String settings) {
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
