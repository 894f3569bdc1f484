package io.cablebridge.admin;

import static io.cablebridge.admin.RunningConsole.engine;
import static io.cablebridge.admin.RunningConsole.session;

import io.cablebridge.admin.security.CheapHash;
import io.cablebridge.secret.Secret;
import io.cablebridge.session.FakeTime;
import java.util.List;

/** A console with both passwords, one session, {@code k3f9ab…}, and a list of what was done. */
final class GuardedConsole implements AutoCloseable {
  static final String OPERATORS = "correct horse";
  static final String VIEWERS = "battery staple";
  static final String KNOWN = "k3f9ab…";
  static final String CHANNEL = "SecretChannel";

  private static final Secret OPERATOR = CheapHash.of(OPERATORS);
  private static final Secret VIEWER = CheapHash.of(VIEWERS);

  final FakeTime time = new FakeTime();
  final List<String> done;
  private final RunningConsole console;

  GuardedConsole(String host, String... hosts) throws Exception {
    FakeEngine engine =
        new FakeEngine(
            () ->
                engine(
                    List.of(session(KNOWN, "sse", "open", "{\"channel\":\"" + CHANNEL + "\"}"))));
    engine.known = KNOWN;
    done = engine.done;
    console =
        new RunningConsole(
            new AdminConfig(true, host, 0, OPERATOR, VIEWER, List.of(hosts)), engine, time::nanos);
  }

  ConsoleVisitor visitor() {
    return new ConsoleVisitor(console.port());
  }

  ConsoleVisitor signedIn(String user, String password) throws Exception {
    ConsoleVisitor visitor = visitor();
    int status = visitor.login(user, password).statusCode();
    if (status != 303) {
      throw new IllegalStateException("login answered with " + status);
    }
    return visitor;
  }

  ConsoleVisitor operator() throws Exception {
    return signedIn("operator", OPERATORS);
  }

  ConsoleVisitor viewer() throws Exception {
    return signedIn("viewer", VIEWERS);
  }

  String exchange(String request) throws Exception {
    return console.exchange(request);
  }

  int port() {
    return console.port();
  }

  @Override
  public void close() throws Exception {
    console.close();
  }
}
