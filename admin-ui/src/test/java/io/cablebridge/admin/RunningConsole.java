package io.cablebridge.admin;

import io.cablebridge.admin.page.Observations;
import io.cablebridge.admin.page.Sources;
import io.cablebridge.health.Check;
import io.cablebridge.health.HealthProblem;
import io.cablebridge.health.Readiness;
import io.cablebridge.health.ReloadState;
import io.cablebridge.monitoring.LimitUse;
import io.cablebridge.monitoring.UpstreamSnapshot;
import io.cablebridge.secret.Secret;
import io.cablebridge.session.DrainProgress;
import io.cablebridge.session.FakeTime;
import io.cablebridge.session.SessionCounters;
import io.cablebridge.session.diagnostics.EngineSnapshot;
import io.cablebridge.session.diagnostics.SessionSnapshot;
import io.cablebridge.stream.BrokerHealth;
import io.cablebridge.upstream.cable.CableCounters;
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
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A real console on a free port over an engine that the test makes up, and a client for it. */
public final class RunningConsole implements AutoCloseable {

  static final Actions NO_ACTIONS = new Actions(session -> false, session -> false, () -> {});

  private final HttpClient client = HttpClient.newHttpClient();
  private final ConsoleServer console;

  RunningConsole(Supplier<EngineSnapshot> engine) throws Exception {
    this(sources(engine));
  }

  RunningConsole(Sources sources) throws Exception {
    this(loopback(), sources, NO_ACTIONS, System::nanoTime);
  }

  RunningConsole(AdminConfig config, Sources sources, Actions actions, LongSupplier nanos)
      throws Exception {
    console = new ConsoleServer(config, sources, actions, nanos);
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

  /** Of a bridge that is well, with a broker in memory. */
  static Sources sources(Supplier<EngineSnapshot> engine) {
    return sources(engine, new BrokerHealth("memory", null, Instant.EPOCH), well());
  }

  static Sources sources(Supplier<EngineSnapshot> engine, BrokerHealth broker, Check check) {
    return sources(engine, broker, check, nothingObserved());
  }

  /** With what was observed over time. */
  static Sources sources(
      Supplier<EngineSnapshot> engine, BrokerHealth broker, Check check, Observations observed) {
    return new Sources(
        "1.2.3",
        engine,
        new SessionCounters(),
        new CableCounters(),
        new Readiness(List.of(check), new FakeTime()),
        () -> broker,
        List::of,
        new LongAdder(),
        Map.of("not_found", new LongAdder(), "session_busy", new LongAdder()),
        () -> new DrainProgress(false, 0, 0, Duration.ZERO, Duration.ZERO),
        () -> new ReloadState(true, Instant.EPOCH),
        observed);
  }

  static Observations nothingObserved() {
    return new Observations(
        List::of,
        () -> 0,
        most -> List.of(),
        () ->
            List.of(new LimitUse("http.max-body", "Bytes of a request.", 1_024, -1, 3, 2, "bytes")),
        () -> UpstreamSnapshot.of(new CableCounters(), 0),
        () -> Duration.ZERO,
        name -> Optional.empty(),
        List::of);
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
    return new EngineSnapshot(
        Instant.now().minus(Duration.ofMinutes(61)), 9_000, sessions, 31_337, 271_828, 42, 77, 11);
  }

  static SessionSnapshot session(String id, String transport, String upstream, String channel) {
    return new SessionSnapshot(
        id,
        transport,
        Duration.ofSeconds(75),
        List.of(channel),
        1,
        0,
        256,
        0,
        0,
        upstream,
        "",
        "",
        0,
        0,
        Duration.ZERO);
  }

  static SessionSnapshot troubled(String id, long queueLength, long dropped) {
    return new SessionSnapshot(
        id,
        "sse",
        Duration.ofSeconds(5),
        List.of(),
        1,
        queueLength,
        256,
        2_048,
        dropped,
        "open",
        "",
        "",
        0,
        0,
        Duration.ZERO);
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

  /** The first lines of an answer that does not end. */
  List<String> begin(String path, int lines) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + console.port() + path)).build();
    try (Stream<String> body = client.send(request, HttpResponse.BodyHandlers.ofLines()).body()) {
      return body.limit(lines).toList();
    }
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
