package io.cablebridge.e2e.rig;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The Rails application of {@code src/test/rails} under puma; a restart keeps its port. The
 * application describes its environment variables. {@link TestBed} ends it.
 */
public final class RailsServer implements AutoCloseable {

  private static final Path APPLICATION = Path.of("src", "test", "rails");
  private static final Duration START_LIMIT = Duration.ofSeconds(30);

  private final int port = FreePort.find();
  private final Map<String, String> environment;
  private final HttpCalls control;
  private ChildProcess process;

  RailsServer(Map<String, String> options) {
    environment = new HashMap<>(options);
    environment.put("PORT", Integer.toString(port));
    control = new HttpCalls(URI.create("http://127.0.0.1:" + port));
    process = start();
  }

  private ChildProcess start() {
    return ChildProcess.start(
            "rails",
            Integer.toString(port),
            APPLICATION,
            environment,
            List.of("puma", "-q", "-C", "puma.rb"))
        .await(START_LIMIT, this::isUp);
  }

  /** Whether puma answers. */
  public boolean isUp() {
    return control.statusOf("/up") == 200;
  }

  public URI cable() {
    return URI.create("ws://127.0.0.1:" + port + "/cable");
  }

  /** Requests to the application's own controllers. */
  public HttpCalls calls() {
    return control;
  }

  public String origin() {
    return "http://127.0.0.1:" + port;
  }

  /** The number of open, welcomed cable connections. */
  public int connections() {
    return Json.parse(control.get("/connections").body()).get("connections").asInt();
  }

  /** The users of those connections. */
  public List<String> users() {
    return Json.parse(control.get("/connections").body())
        .get("users")
        .valueStream()
        .map(JsonNode::asText)
        .toList();
  }

  /** Broadcasts to the members of a room of {@code ChatChannel}, as Rails encodes it. */
  public void broadcast(String room, String json) {
    expect(202, "/broadcast?room=" + room, json);
  }

  /** Broadcasts to the members of a room of {@code RawChannel}, byte for byte. */
  public void broadcastRaw(String room, String json) {
    expect(202, "/broadcast?raw=" + room, json);
  }

  /** Sends numbered messages in order to the members of a room of {@code CountChannel}. */
  public void count(String room, int from, int to, int pad) {
    expect(200, "/count?room=" + room + "&from=" + from + "&to=" + to + "&pad=" + pad, "");
  }

  /** Ends a user's connections, as {@code remote_connections.where(...).disconnect} does. */
  public void disconnect(String user) {
    expect(204, "/disconnect?user=" + user, "");
  }

  /** Calls {@code ActionCable.server.restart}: every connection receives {@code server_restart}. */
  public void restartCable() {
    expect(204, "/restart", "");
  }

  private void expect(int status, String path, String body) {
    int answered = control.post(path, body).statusCode();
    if (answered != status) {
      throw new IllegalStateException(path + " was answered " + answered + "\n" + process.tail(20));
    }
  }

  /** Kills puma with -9: it sends no frame. */
  public void kill() {
    process.close();
  }

  /** Starts puma again, on the same port. */
  public void restart() {
    process = start();
  }

  /** Pauses the server: the kernel still accepts connections, but the server sends nothing. */
  public void pause() {
    process.signal("STOP");
  }

  public void resume() {
    process.signal("CONT");
  }

  String tail(int lines) {
    return process.tail(lines);
  }

  @Override
  public void close() {
    process.close();
  }
}
