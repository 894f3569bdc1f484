package io.cablebridge.e2e.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.e2e.client.RawResponse;
import io.cablebridge.e2e.rig.ChildProcess;
import io.cablebridge.e2e.rig.TestBed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Replays the examples of a documentation page in order, each request on its own connection, and
 * compares the answers. Adds {@code Host} and {@code Content-Length}. A stream stays open, and a
 * later {@code sse} example continues it. Comments in a stream are skipped.
 */
final class ExampleReplay implements AutoCloseable {

  /** The bridge's address in the pages. */
  private static final String SUPPOSED = "http://127.0.0.1:8080";

  private final URI root;
  private final String page;
  private final Placeholders placeholders = new Placeholders();
  private final List<AutoCloseable> open = new ArrayList<>();
  private @Nullable PageExample request;
  private @Nullable RawResponse answer;
  private @Nullable InputStream stream;
  private @Nullable ChildProcess command;

  ExampleReplay(URI root, String page) {
    this.root = root;
    this.page = page;
  }

  /** Returns whether the example was replayed. */
  boolean replay(PageExample example) throws IOException {
    String where = page + ", line " + example.line();
    switch (example.language()) {
      case "http" -> {
        if (example.isAnswer()) {
          compare(where, example);
        } else {
          request = example;
          answer = send(example);
        }
      }
      case "sse" -> goesOn(where, example.text());
      case "sh" -> run(example.text());
      case "text" -> printed(where, example.text());
      default -> {
        return false;
      }
    }
    return true;
  }

  private RawResponse send(PageExample example) throws IOException {
    byte[] body = placeholders.filled(example.body()).getBytes(StandardCharsets.UTF_8);
    List<String> head = example.head().stream().map(placeholders::filled).toList();
    StringBuilder request = new StringBuilder(head.get(0)).append(" HTTP/1.1\r\nHost: ");
    request.append(root.getAuthority()).append("\r\n");
    for (String header : head.subList(1, head.size())) {
      request.append(header.replace(SUPPOSED, root.toString())).append("\r\n");
    }
    request.append("Content-Length: ").append(body.length).append("\r\n\r\n");
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), root.getPort());
    open.add(socket);
    socket.setSoTimeout(20_000);
    socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().write(body);
    return RawResponse.read(socket.getInputStream());
  }

  private void compare(String where, PageExample expected) throws IOException {
    RawResponse got = answer;
    assertThat(got).as("%s: an answer to no request", where).isNotNull();
    answer = null;
    List<String> head = expected.head();
    assertThat(head.get(0)).as(where).startsWith("HTTP/1.1 " + got.status() + " ");
    for (String header : head.subList(1, head.size())) {
      String[] named = header.split(": ", 2);
      String value = got.header(named[0]).replace(root.toString(), SUPPOSED);
      placeholders.assertSame(where + ", " + named[0], value, named[1]);
    }
    if (got.header("Content-Type").equals("text/event-stream")) {
      stream = got.body();
      goesOn(where, expected.body());
    } else {
      String text = got.status() == 204 ? "" : got.text();
      if (request.head().get(0).startsWith("GET ")) {
        text = again(request, text, expected.body());
      }
      placeholders.assertSame(where, text, expected.body());
    }
  }

  /** Repeats a poll until its answer matches: the first one may come before the message. */
  private String again(PageExample poll, String first, String expected) throws IOException {
    String text = first;
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!placeholders.isSame(text, expected) && System.nanoTime() < end) {
      text = send(poll).text();
    }
    return text;
  }

  private void goesOn(String where, String expected) throws IOException {
    InputStream from = stream;
    assertThat(from).as("%s: no stream is open", where).isNotNull();
    StringBuilder lines = new StringBuilder();
    for (int left = expected.split("\n", -1).length; left > 0; left--) {
      lines.append(lines.isEmpty() ? "" : "\n").append(line(from));
    }
    placeholders.assertSame(where, lines.toString(), expected);
    assertThat(line(from)).as("%s: the end of the event", where).isEmpty();
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      assertThat(b).as("the stream ended after: %s", line).isNotNegative();
      line.write(b);
    }
    String text = line.toString(StandardCharsets.UTF_8);
    if (!text.startsWith(":")) {
      return text;
    }
    line(in);
    return line(in);
  }

  private void run(String script) {
    String here = placeholders.filled(script).replace(SUPPOSED, root.toString());
    ChildProcess started =
        ChildProcess.start(
            "example",
            TestBed.freshId(),
            Path.of("target"),
            Map.of(),
            List.of("bash", "-ec", here));
    open.add(started);
    command = started;
  }

  private void printed(String where, String expected) {
    ChildProcess ran = command;
    assertThat(ran).as("%s: the output of no command", where).isNotNull();
    assertThat(ran.exitCode(Duration.ofSeconds(30))).as(where).isZero();
    String[] log = ran.log().split("\r?\n");
    placeholders.assertSame(where, String.join("\n", Arrays.asList(log)), expected);
  }

  @Override
  public void close() throws Exception {
    for (AutoCloseable one : open) {
      one.close();
    }
  }
}
