package io.cablebridge.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A console that other machines can reach shows nothing without a login. */
class ForcedBrowsingTest {
  private static final List<String> PAGES =
      List.of(
          "/",
          "/?renew=off",
          "/sessions",
          "/sessions/k3f9ab",
          "/streams",
          "/upstream",
          "/limits",
          "/configuration",
          "/nothing");
  private static final List<String> FOR_PROGRAMS =
      List.of("/metrics", "/api/overview", "/api/sessions", "/api/sessions/k3f9ab", "/api/nothing");

  private static String basic(String user, String password) {
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  @Test
  void aPersonIsSentToTheLogin() throws Exception {
    try (GuardedConsole console = new GuardedConsole("0.0.0.0")) {
      for (String path : PAGES) {
        HttpResponse<String> answer = console.visitor().open(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location")).hasValue("/login");
        assertThat(answer.body()).isEmpty();
      }
    }
  }

  @Test
  void aScriptWithoutALoginGets401() throws Exception {
    try (GuardedConsole console = new GuardedConsole("0.0.0.0")) {
      for (String path : PAGES) {
        HttpResponse<String> answer = console.visitor().get(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).isEmpty();
        assertThat(answer.body()).doesNotContain(GuardedConsole.CHANNEL, "k3f9");
      }
    }
  }

  @Test
  void aProgramIsAskedForItsPassword() throws Exception {
    try (GuardedConsole console = new GuardedConsole("0.0.0.0")) {
      for (String path : FOR_PROGRAMS) {
        HttpResponse<String> answer = console.visitor().open(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow())
            .startsWith("Basic ");
        assertThat(answer.body()).doesNotContain(GuardedConsole.CHANNEL, "cablebridge_", "k3f9");
      }
    }
  }

  @Test
  void aProgramWithTheViewersPasswordReads() throws Exception {
    try (GuardedConsole console = new GuardedConsole("0.0.0.0")) {
      ConsoleVisitor program = console.visitor();
      String header = basic("viewer", GuardedConsole.VIEWERS);
      assertThat(program.get("/metrics", "Authorization", header).body())
          .contains("cablebridge_sessions");
      assertThat(program.get("/api/sessions", "Authorization", header).body())
          .contains(GuardedConsole.CHANNEL);
      assertThat(program.get("/", "Authorization", header).statusCode()).isEqualTo(401);
      assertThat(program.get("/sessions", "Authorization", header).statusCode()).isEqualTo(401);
    }
  }

  @Test
  void aProgramWithAnythingElseDoesNotAndIsLockedOut() throws Exception {
    try (GuardedConsole console = new GuardedConsole("0.0.0.0")) {
      ConsoleVisitor program = console.visitor();
      for (String header :
          List.of(
              basic("operator", GuardedConsole.OPERATORS),
              basic("viewer", GuardedConsole.OPERATORS),
              basic("", GuardedConsole.VIEWERS),
              basic("viewer", ""),
              basic("viewer", "x"))) {
        assertThat(program.get("/metrics", "Authorization", header).statusCode()).isEqualTo(401);
      }
      HttpResponse<String> locked =
          program.get("/metrics", "Authorization", basic("viewer", GuardedConsole.VIEWERS));
      assertThat(locked.statusCode()).isEqualTo(429);
      assertThat(locked.headers().firstValue("Retry-After")).hasValue("300");
      console.time.advance(Duration.ofMinutes(5));
      assertThat(
              program
                  .get("/metrics", "Authorization", basic("viewer", GuardedConsole.VIEWERS))
                  .statusCode())
          .isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Basic",
        "Basic ",
        "Basic !!!",
        "Basic dmlld2Vy",
        "Bearer x",
        "Basic OmJhdHRlcnkgc3RhcGxl"
      })
  void anythingButAPasswordIsRefused(String header) throws Exception {
    try (GuardedConsole console = new GuardedConsole("0.0.0.0")) {
      assertThat(console.visitor().get("/metrics", "Authorization", header).statusCode())
          .isEqualTo(401);
    }
  }

  @Test
  void healthAndTheLoginAreOpen() throws Exception {
    try (GuardedConsole console = new GuardedConsole("0.0.0.0")) {
      for (String path :
          List.of("/health/live", "/health/ready", "/login", "/assets/console.css")) {
        assertThat(console.visitor().get(path).statusCode()).as(path).isEqualTo(200);
      }
    }
  }

  /** Addresses that begin as an open one does, or that some reader might take for one. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/login/../api/sessions",
        "/assets/../api/sessions",
        "/assets/%2e%2e/api/sessions",
        "/assets/..;/api/sessions",
        "/assets/..%2fapi/sessions",
        "/assets/..%5capi/sessions",
        "/health/live/../../api/sessions",
        "/api/sessions;/health/live",
        "/api/sessions;x=/assets/",
        "/api/sessions?/assets/",
        "/api/sessions#/assets/",
        "//api/sessions",
        "/./api/sessions",
        "/%61pi/sessions",
        "/api/./sessions",
        "http://127.0.0.1/api/sessions",
        "/API/sessions",
        "/login%00/../api/sessions"
      })
  void noDetourLeadsIn(String target) throws Exception {
    try (GuardedConsole console = new GuardedConsole("0.0.0.0")) {
      String answer =
          console.exchange(
              "GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
      assertThat(answer)
          .matches("(?s)HTTP/1.1 (400|401|404) .*")
          .doesNotContain(GuardedConsole.CHANNEL, "k3f9");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"viewer", "operator"})
  void aSignedInUserMayRead(String user) throws Exception {
    try (GuardedConsole console = new GuardedConsole("0.0.0.0")) {
      ConsoleVisitor visitor = user.equals("viewer") ? console.viewer() : console.operator();
      assertThat(visitor.open("/sessions").body()).contains(GuardedConsole.CHANNEL);
      assertThat(visitor.get("/api/sessions").body()).contains(GuardedConsole.CHANNEL);
      assertThat(visitor.get("/metrics").statusCode()).isEqualTo(200);
      assertThat(visitor.open("/nothing").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void onALoopbackReadingStaysOpen() throws Exception {
    try (GuardedConsole console = new GuardedConsole("127.0.0.1")) {
      assertThat(console.visitor().get("/api/sessions").body()).contains(GuardedConsole.CHANNEL);
      assertThat(console.visitor().open("/").statusCode()).isEqualTo(200);
    }
  }

  private static String byHost(GuardedConsole console, String host) throws Exception {
    return console.exchange(
        "GET /login HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
  }

  @Test
  void onlyTheConsolesOwnNamesAreAnswered() throws Exception {
    try (GuardedConsole console =
        new GuardedConsole("0.0.0.0", "console.example.com", "Ops.example.com", "my_console")) {
      for (String host :
          List.of(
              "console.example.com",
              "ops.example.com:8443",
              "my_console:8081",
              "localhost",
              "[::1]:8081")) {
        assertThat(byHost(console, host)).as(host).startsWith("HTTP/1.1 200 ");
      }
      for (String host :
          List.of(
              "evil.example",
              "console.example.com.evil.example",
              "example.com",
              "127.0.0.1.nip.io")) {
        assertThat(byHost(console, host)).as(host).startsWith("HTTP/1.1 421 ");
      }
    }
  }

  @Test
  void literalAddressesCannotBeRebound() throws Exception {
    try (GuardedConsole open = new GuardedConsole("0.0.0.0");
        GuardedConsole loopback = new GuardedConsole("127.0.0.1")) {
      for (String host : List.of("10.1.2.3:8081", "[2001:db8::1]:8081")) {
        assertThat(byHost(open, host)).as(host).startsWith("HTTP/1.1 200 ");
        assertThat(byHost(loopback, host)).as(host).startsWith("HTTP/1.1 421 ");
      }
    }
  }
}
