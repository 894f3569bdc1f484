package io.cablebridge;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A password that somebody chooses: typed twice and not shown where standard input is a terminal,
 * else the first line of it. Questions and complaints never go to standard output.
 */
final class NewPassword {
  private static final int SHORTEST = 8;
  private static final int LONGEST = 1_024;

  private NewPassword() {}

  /** The password; null if there is none that can be taken, which {@code talk} says. */
  static @Nullable String read(InputStream in, PrintWriter talk) throws IOException {
    BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    try (Terminal terminal = Terminal.onStandardInput()) {
      if (terminal == null) {
        return checked(lines.readLine(), talk);
      }
      String first = checked(ask("Password: ", lines, talk), talk);
      if (first != null && !first.equals(ask("The same again: ", lines, talk))) {
        talk.println("The two are not the same.");
        return null;
      }
      return first;
    }
  }

  private static @Nullable String ask(String question, BufferedReader lines, PrintWriter talk)
      throws IOException {
    talk.print(question);
    talk.flush();
    String line = lines.readLine();
    talk.println();
    return line;
  }

  private static @Nullable String checked(@Nullable String password, PrintWriter talk) {
    int length = password == null ? 0 : password.length();
    if (length >= SHORTEST && length <= LONGEST) {
      return password;
    }
    talk.println("A password has %d to %d characters.".formatted(SHORTEST, LONGEST));
    return null;
  }
}
