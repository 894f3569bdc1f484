package io.cablebridge.bench.stub;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The {@link StubCable} as a child process, controlled through its standard input and output. */
public final class StubCableProcess implements AutoCloseable {
  private final Process process;
  private final Writer orders;
  private final BufferedReader answers;
  private final int port;

  public StubCableProcess() throws IOException {
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-cp",
                classes(),
                StubCable.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    orders = process.outputWriter(US_ASCII);
    answers = process.inputReader(US_ASCII);
    port = Integer.parseInt(answer()[1]);
  }

  public int port() {
    return port;
  }

  public int connections() {
    return Integer.parseInt(order("count")[1]);
  }

  public long pings() {
    return Long.parseLong(order("count")[2]);
  }

  /** A round of pings to every connection at this interval; none with 0. */
  public void pingEvery(int millis) {
    order("pings " + millis);
  }

  /** Returns when the last message is sent. */
  public SendResult trickle(int perSecond, int messages) {
    return sent(order("trickle " + perSecond + " " + messages));
  }

  /** Returns when the last round is sent. */
  public SendResult burst(int everyMillis, int rounds) {
    return sent(order("burst " + everyMillis + " " + rounds));
  }

  @Override
  public void close() {
    try {
      orders.close();
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static SendResult sent(String[] answer) {
    return new SendResult(
        Long.parseLong(answer[1]), Long.parseLong(answer[2]), Long.parseLong(answer[3]) / 1e9);
  }

  private String[] order(String order) {
    try {
      orders.write(order + "\n");
      orders.flush();
      return answer();
    } catch (IOException e) {
      throw new UncheckedIOException("The stub cable server is gone", e);
    }
  }

  private String[] answer() throws IOException {
    String line = answers.readLine();
    if (line == null) {
      throw new IOException("The stub cable server ended");
    }
    return line.split(" ");
  }

  private static String classes() {
    String location =
        StubCable.class.getProtectionDomain().getCodeSource().getLocation().toString();
    return Path.of(URI.create(location)).toString();
  }
}
