package io.cablebridge;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads a new password from standard input. On a terminal the operator types it twice, hidden;
 * otherwise it is the first line. Questions and errors never go to standard output, which can be a
 * file.
 */
final class PasswordPrompt {
  private static final int MIN_LENGTH = 8;
  private static final int MAX_LENGTH = 1_024;

  private PasswordPrompt() {}

  /** The password; null if there is no valid one, which is then reported to {@code err}. */
  static @Nullable String read(InputStream in, PrintWriter err) throws IOException {
    BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    try (Terminal terminal = Terminal.onStandardInput()) {
      if (terminal == null) {
        return checked(lines.readLine(), err);
      }
      String first = checked(ask("Password: ", lines, err), err);
      if (first != null && !first.equals(ask("Repeat the password: ", lines, err))) {
        err.println("The passwords do not match.");
        return null;
      }
      return first;
    }
  }

  private static @Nullable String ask(String question, BufferedReader lines, PrintWriter err)
      throws IOException {
    err.print(question);
    err.flush();
    String line = lines.readLine();
    err.println();
    return line;
  }

  private static @Nullable String checked(@Nullable String password, PrintWriter err) {
    int length = password == null ? 0 : password.length();
    if (length >= MIN_LENGTH && length <= MAX_LENGTH) {
      return password;
    }
    err.println("The password must have %d to %d characters.".formatted(MIN_LENGTH, MAX_LENGTH));
    return null;
  }
}
