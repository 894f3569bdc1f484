package io.cablebridge.admin;

import io.cablebridge.health.Check;
import io.cablebridge.health.HealthProblem;
import io.cablebridge.protocol.UpstreamState;
import io.cablebridge.secret.Secret;
import io.cablebridge.session.diagnostics.EngineSnapshot;
import io.cablebridge.session.diagnostics.ReadBy;
import io.cablebridge.session.diagnostics.SessionCondition;
import io.cablebridge.session.diagnostics.SessionSnapshot;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** A real console on a free port over an engine that the test makes up, and a client for it. */
public final class RunningConsole implements AutoCloseable {

  private final HttpClient client = HttpClient.newHttpClient();
  private final ConsoleServer console;

  RunningConsole(Supplier<EngineSnapshot> engine) throws Exception {
    this(new FakeEngine(engine));
  }

  RunningConsole(FakeEngine engine) throws Exception {
    this(loopback(), engine, System::nanoTime);
  }

  RunningConsole(AdminConfig config, FakeEngine engine, LongSupplier nanos) throws Exception {
    console = new ConsoleServer(config, engine, engine.program(), nanos);
    console.start();
  }

  /** On any free port, without a password. */
  static AdminConfig loopback() {
    return on(true, "127.0.0.1");
  }

  static AdminConfig on(boolean enabled, String host) {
    return new AdminConfig(enabled, host, 0, Secret.NONE, Secret.NONE, List.of());
  }

  int port() {
    return console.port();
  }

  static Check well() {
    return check(null);
  }

  static Check failing(String text, Instant since) {
    return check(new HealthProblem("upstream_away", text, since));
  }

  private static Check check(HealthProblem problem) {
    return new Check() {
      @Override
      public String reason() {
        return "upstream_away";
      }

      @Override
      public HealthProblem problem() {
        return problem;
      }
    };
  }

  RunningConsole(SessionSnapshot... sessions) throws Exception {
    this(() -> engine(List.of(sessions)));
  }

  public static EngineSnapshot engine(List<SessionSnapshot> sessions) {
    return engine(sessions, 0, 0, 0);
  }

  static EngineSnapshot engine(
      List<SessionSnapshot> sessions, int peak, int maxQueueEvents, int maxQueueBytes) {
    return new EngineSnapshot(
        Instant.now().minus(Duration.ofMinutes(61)),
        9_000,
        peak,
        maxQueueEvents,
        maxQueueBytes,
        sessions,
        31_337,
        271_828,
        42,
        77,
        11);
  }

  static SessionSnapshot session(String id, String transport, String upstream, String channel) {
    return new SessionSnapshot(
        id,
        ReadBy.valueOf(transport.toUpperCase(Locale.ROOT)),
        Duration.ofSeconds(75),
        List.of(channel),
        1,
        0,
        256,
        0,
        0,
        UpstreamState.valueOf(upstream.toUpperCase(Locale.ROOT)),
        "",
        "",
        0,
        0,
        Duration.ZERO,
        SessionCondition.WELL);
  }

  static SessionSnapshot troubled(String id, long queueLength, long dropped) {
    return new SessionSnapshot(
        id,
        ReadBy.SSE,
        Duration.ofSeconds(5),
        List.of(),
        1,
        queueLength,
        256,
        2_048,
        dropped,
        UpstreamState.OPEN,
        "",
        "",
        0,
        0,
        Duration.ZERO,
        SessionCondition.WELL);
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send("GET", path);
  }

  HttpResponse<String> send(String method, String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + console.port() + path);
    HttpRequest request =
        HttpRequest.newBuilder(uri).method(method, HttpRequest.BodyPublishers.noBody()).build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  /** What comes back for exactly these bytes, to the end of the connection. */
  String exchange(String request) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", console.port())) {
      socket.setSoTimeout(5_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Override
  public void close() throws Exception {
    console.stop();
  }
}
