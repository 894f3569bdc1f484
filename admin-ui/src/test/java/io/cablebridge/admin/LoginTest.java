package io.cablebridge.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signing in and out. */
class LoginTest {

  @Test
  void theCookieIsForTheConsoleAloneAndNoScriptReadsIt() throws Exception {
    try (GuardedConsole console = new GuardedConsole("127.0.0.1")) {
      HttpResponse<String> answer = console.visitor().login("operator", GuardedConsole.OPERATORS);
      assertThat(answer.statusCode()).isEqualTo(303);
      assertThat(answer.headers().firstValue("Location")).hasValue("/");
      assertThat(answer.headers().allValues("Set-Cookie"))
          .singleElement()
          .asString()
          .matches("cable_bridge_console=[A-Za-z0-9_-]{43};.*")
          .contains("; Path=/", "; HttpOnly", "; SameSite=Strict")
          .doesNotContain("Secure", "Domain", "Max-Age", "Expires");
    }
  }

  @Test
  void behindAProxyWithTlsTheCookieIsSecure() throws Exception {
    try (GuardedConsole console = new GuardedConsole("127.0.0.1")) {
      ConsoleVisitor visitor = console.visitor();
      visitor.origin = visitor.origin.replace("http:", "https:");
      HttpResponse<String> answer = visitor.login("operator", GuardedConsole.OPERATORS);
      assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow()).contains("; Secure");
    }
  }

  @Test
  void aSignedInUserIsShownAndCanSignOut() throws Exception {
    try (GuardedConsole console = new GuardedConsole("0.0.0.0")) {
      ConsoleVisitor visitor = console.viewer();
      assertThat(visitor.open("/login").body()).contains("Signed in as <span>viewer</span>");
      assertThat(visitor.get("/api/sessions").statusCode()).isEqualTo(200);

      HttpResponse<String> answer = visitor.post("/logout", Map.of("csrf", visitor.token()));

      assertThat(answer.statusCode()).isEqualTo(303);
      assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow())
          .contains("console=;", "01 Jan 1970");
      assertThat(visitor.get("/api/sessions").statusCode()).isEqualTo(401);
    }
  }

  @Test
  void anotherVisitorCannotEndTheLogin() throws Exception {
    try (GuardedConsole console = new GuardedConsole("0.0.0.0")) {
      ConsoleVisitor visitor = console.viewer();
      assertThat(visitor.post("/logout", Map.of()).statusCode()).isEqualTo(403);
      String token = visitor.token();
      visitor.site = "cross-site";
      assertThat(visitor.post("/logout", Map.of("csrf", token)).statusCode()).isEqualTo(403);
      assertThat(visitor.get("/api/sessions").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void anIdThatWasThereBeforeIsNeverSignedIn() throws Exception {
    try (GuardedConsole console = new GuardedConsole("0.0.0.0")) {
      ConsoleVisitor visitor = console.visitor();
      String planted = "cable_bridge_console=" + "A".repeat(43);
      visitor.cookie = planted;
      visitor.login("operator", GuardedConsole.OPERATORS);
      assertThat(visitor.cookie).isNotEqualTo(planted);
      ConsoleVisitor attacker = console.visitor();
      attacker.cookie = planted;
      assertThat(attacker.get("/api/sessions").statusCode()).isEqualTo(401);
    }
  }

  @Test
  void aNewLoginEndsTheOneBefore() throws Exception {
    try (GuardedConsole console = new GuardedConsole("0.0.0.0")) {
      ConsoleVisitor visitor = console.viewer();
      ConsoleVisitor attacker = console.visitor();
      attacker.cookie = visitor.cookie;
      assertThat(attacker.get("/api/sessions").statusCode()).isEqualTo(200);
      visitor.login("operator", GuardedConsole.OPERATORS);
      assertThat(visitor.cookie).isNotEqualTo(attacker.cookie);
      assertThat(attacker.get("/api/sessions").statusCode()).isEqualTo(401);
    }
  }

  @Test
  void halfAnHourOfAPageThatRenewsItselfIsTheEnd() throws Exception {
    try (GuardedConsole console = new GuardedConsole("0.0.0.0")) {
      ConsoleVisitor visitor = console.viewer();
      console.time.advance(Duration.ofMinutes(20));
      assertThat(visitor.get("/sessions", "Sec-Fetch-Mode", "cors").statusCode()).isEqualTo(200);
      console.time.advance(Duration.ofMinutes(10));
      assertThat(visitor.get("/sessions", "Sec-Fetch-Mode", "cors").statusCode()).isEqualTo(401);
    }
  }

  @Test
  void theRightPasswordAfterTooManyWrongOnesIsRefusedUntilTheLockEnds() throws Exception {
    try (GuardedConsole console = new GuardedConsole("127.0.0.1");
        AuditLines audit = new AuditLines()) {
      ConsoleVisitor visitor = console.visitor();
      for (int i = 0; i < 5; i++) {
        assertThat(visitor.login("operator", "guess " + i).statusCode()).isEqualTo(401);
      }
      HttpResponse<String> locked = visitor.login("operator", GuardedConsole.OPERATORS);
      assertThat(locked.statusCode()).isEqualTo(429);
      assertThat(locked.headers().firstValue("Retry-After")).hasValue("300");
      assertThat(locked.headers().firstValue("Set-Cookie")).isEmpty();
      assertThat(locked.body()).contains("Too many attempts. Try again in 5 m 0 s.");

      console.time.advance(Duration.ofSeconds(299));
      assertThat(visitor.login("operator", GuardedConsole.OPERATORS).statusCode()).isEqualTo(429);
      console.time.advance(Duration.ofSeconds(1));
      assertThat(visitor.login("operator", GuardedConsole.OPERATORS).statusCode()).isEqualTo(303);

      assertThat(audit.all())
          .hasSize(6)
          .contains(
              "action=login who=operator from=127.0.0.1 result=failure locked_seconds=300",
              "action=login who=operator from=127.0.0.1 result=success")
          .noneMatch(line -> line.contains("guess") || line.contains("horse"));
      assertThat(visitor.get("/metrics").body())
          .contains("cablebridge_admin_logins_total{result=\"success\"} 1.0")
          .contains("cablebridge_admin_logins_total{result=\"failure\"} 5.0")
          .contains("cablebridge_admin_logins_total{result=\"throttled\"} 2.0");
    }
  }

  @Test
  void aNameIsNeverWrittenDownUnlessItIsAUsers() throws Exception {
    try (GuardedConsole console = new GuardedConsole("127.0.0.1");
        AuditLines audit = new AuditLines()) {
      console.visitor().login("x\naction=login who=operator result=success", "x");
      assertThat(audit.all())
          .containsExactly("action=login who=unknown from=127.0.0.1 result=failure");
    }
  }

  @Test
  void typedTextIsNotRepeated() throws Exception {
    try (GuardedConsole console = new GuardedConsole("127.0.0.1")) {
      HttpResponse<String> answer = console.visitor().login("<script>me</script>", "<b>mine</b>");
      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(answer.body())
          .contains("Wrong user name or password.")
          .doesNotContain("<script", "&lt;", "mine");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "https://evil.example, cross-site",
    "https://evil.example, ''",
    "'', cross-site",
    "'', same-site",
    "null, ''",
    "'', ''",
    "http://127.0.0.1:1, ''",
    "http://127.0.0.1, same-site"
  })
  void aPageOfAnotherOriginCannotSignIn(String origin, String site) throws Exception {
    try (GuardedConsole console = new GuardedConsole("127.0.0.1")) {
      ConsoleVisitor visitor = console.visitor();
      visitor.origin = origin;
      visitor.site = site;
      HttpResponse<String> answer = visitor.login("operator", GuardedConsole.OPERATORS);
      assertThat(answer.statusCode()).isEqualTo(403);
      assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    }
  }

  @Test
  void onlyAShortFormIsRead() throws Exception {
    try (GuardedConsole console = new GuardedConsole("127.0.0.1")) {
      ConsoleVisitor visitor = console.visitor();
      String form = "user=operator&password=" + GuardedConsole.OPERATORS.replace(' ', '+');
      assertThat(visitor.post("/login", "text/plain", form).statusCode()).isEqualTo(415);
      String type = "application/x-www-form-urlencoded";
      assertThat(visitor.post("/login", type, form + "&x=" + "x".repeat(20_000)).statusCode())
          .isEqualTo(413);
      assertThat(visitor.post("/login", type, "a=&b=&c=&d=&e=&f=&g=&h=&" + form).statusCode())
          .isEqualTo(400);
      assertThat(visitor.post("/login", type, form).statusCode()).isEqualTo(303);
    }
  }

  /** Eight threads answer; a hundred forms that do not come to their end must not hold them. */
  @Test
  void aSlowFormOccupiesNoThread() throws Exception {
    try (GuardedConsole console = new GuardedConsole("127.0.0.1")) {
      List<Socket> slow = new ArrayList<>();
      try {
        String head =
            "POST /login HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nOrigin: http://127.0.0.1:%d\r\n"
                + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 99\r\n\r\nu";
        for (int i = 0; i < 100; i++) {
          Socket socket = new Socket("127.0.0.1", console.port());
          slow.add(socket);
          socket
              .getOutputStream()
              .write(
                  head.formatted(console.port(), console.port())
                      .getBytes(StandardCharsets.US_ASCII));
        }
        assertThat(console.operator().get("/").statusCode()).isEqualTo(200);
      } finally {
        for (Socket socket : slow) {
          socket.close();
        }
      }
    }
  }

  @Test
  void withoutAPasswordNoLoginIsPossible() throws Exception {
    try (RunningConsole console = new RunningConsole()) {
      ConsoleVisitor visitor = new ConsoleVisitor(console.port());
      assertThat(visitor.open("/login").body())
          .contains("admin.operator-password-hash")
          .doesNotContain("<form");
      assertThat(visitor.login("operator", "").statusCode()).isEqualTo(401);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/login", "/login?next=//evil.example", "/login?user=<script>"})
  void theFormIsPublicAndTakesNothingFromTheAddress(String path) throws Exception {
    try (GuardedConsole console = new GuardedConsole("0.0.0.0")) {
      HttpResponse<String> page =
          console.visitor().open(path.replace("<", "%3C").replace(">", "%3E"));
      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.body())
          .contains("<form", "type=\"password\"")
          .doesNotContain("evil", "script");
      assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-store");
    }
  }
}
