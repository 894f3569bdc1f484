package io.cablebridge.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands of an operator, and their refusal for other logins. */
class ActionsTest {
  private static final String KNOWN =
      "/sessions/" + URLEncoder.encode(GuardedConsole.KNOWN, StandardCharsets.UTF_8);

  private static HttpResponse<String> post(ConsoleVisitor visitor, String path) throws Exception {
    return visitor.post(path, Map.of("csrf", visitor.token()));
  }

  @Test
  void theOperatorActsAndItIsWrittenDown() throws Exception {
    try (GuardedConsole console = new GuardedConsole("127.0.0.1");
        AuditLines audit = new AuditLines()) {
      ConsoleVisitor operator = console.operator();
      HttpResponse<String> ended = post(operator, KNOWN + "/end");
      assertThat(ended.statusCode()).isEqualTo(303);
      assertThat(ended.headers().firstValue("Location")).hasValue(KNOWN + "?done=end");
      assertThat(post(operator, KNOWN + "/reconnect").headers().firstValue("Location"))
          .hasValue(KNOWN + "?done=reconnect");
      assertThat(post(operator, "/drain").headers().firstValue("Location"))
          .hasValue("/?done=drain");
      assertThat(console.done).containsExactly("end k3f9ab…", "reconnect k3f9ab…", "drain");
      assertThat(audit.all())
          .containsExactly(
              "action=login who=operator from=127.0.0.1 result=success",
              "action=end who=operator from=127.0.0.1 session=k3f9ab… result=done",
              "action=reconnect who=operator from=127.0.0.1 session=k3f9ab… result=done",
              "action=drain who=operator from=127.0.0.1 session=- result=done");
      assertThat(operator.get("/metrics").body())
          .contains("cablebridge_admin_actions_total{action=\"end\"} 1.0")
          .contains("cablebridge_admin_actions_total{action=\"reconnect\"} 1.0")
          .contains("cablebridge_admin_actions_total{action=\"drain\"} 1.0");
    }
  }

  @Test
  void anUnknownSessionIs404AndItsNameIsNotLogged() throws Exception {
    try (GuardedConsole console = new GuardedConsole("127.0.0.1");
        AuditLines audit = new AuditLines()) {
      ConsoleVisitor operator = console.operator();
      HttpResponse<String> answer = post(operator, "/sessions/a-whole-id-of-somebody/end");
      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(answer.body()).doesNotContain("a-whole-id");
      assertThat(audit.all())
          .contains("action=end who=operator from=127.0.0.1 session=- result=not_found");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/end", "/reconnect"})
  void theViewerDoesNotAct(String action) throws Exception {
    try (GuardedConsole console = new GuardedConsole("127.0.0.1");
        AuditLines audit = new AuditLines()) {
      ConsoleVisitor viewer = console.viewer();
      assertThat(post(viewer, KNOWN + action).statusCode()).isEqualTo(403);
      assertThat(post(viewer, "/drain").statusCode()).isEqualTo(403);
      assertThat(console.done).isEmpty();
      assertThat(audit.all())
          .contains("action=drain who=viewer from=127.0.0.1 result=refused reason=role");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "0.0.0.0"})
  void withoutALoginNoActionIsPossible(String host) throws Exception {
    try (GuardedConsole console = new GuardedConsole(host);
        AuditLines audit = new AuditLines()) {
      ConsoleVisitor anonymous = console.visitor();
      String basic = "b3BlcmF0b3I6Y29ycmVjdCBob3JzZQ==";
      for (String path : new String[] {KNOWN + "/end", KNOWN + "/reconnect", "/drain"}) {
        assertThat(anonymous.post(path, Map.of("csrf", "")).statusCode()).isEqualTo(401);
        assertThat(
                console.exchange(
                    "POST "
                        + path
                        + " HTTP/1.1\r\nHost: 127.0.0.1\r\nOrigin: http://127.0.0.1\r\n"
                        + "Authorization: Basic "
                        + basic
                        + "\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                        + "Content-Length: 5\r\nConnection: close\r\n\r\ncsrf="))
            .startsWith("HTTP/1.1 401 ");
      }
      assertThat(console.done).isEmpty();
      assertThat(audit.all()).isEmpty();
    }
  }

  @Test
  void aRequestWithoutTheTokenOrWithAWrongOneIsRefused() throws Exception {
    try (GuardedConsole console = new GuardedConsole("127.0.0.1");
        AuditLines audit = new AuditLines()) {
      ConsoleVisitor operator = console.operator();
      String token = operator.token();
      String wrong = (token.charAt(0) == 'A' ? 'B' : 'A') + token.substring(1);
      assertThat(operator.post("/drain", Map.of()).statusCode()).isEqualTo(403);
      assertThat(operator.post("/drain", Map.of("csrf", "")).statusCode()).isEqualTo(403);
      assertThat(operator.post("/drain", Map.of("csrf", wrong)).statusCode()).isEqualTo(403);
      assertThat(operator.post("/drain?csrf=" + token, Map.of()).statusCode()).isEqualTo(403);
      assertThat(console.done).isEmpty();
      assertThat(audit.all())
          .contains("action=drain who=operator from=127.0.0.1 result=refused reason=csrf")
          .noneMatch(line -> line.contains(token));
    }
  }

  @Test
  void theTokenOfAnotherLoginIsRefused() throws Exception {
    try (GuardedConsole console = new GuardedConsole("127.0.0.1")) {
      ConsoleVisitor operator = console.operator();
      String others = console.operator().token();
      String viewers = console.viewer().token();
      assertThat(operator.post("/drain", Map.of("csrf", others)).statusCode()).isEqualTo(403);
      assertThat(operator.post("/drain", Map.of("csrf", viewers)).statusCode()).isEqualTo(403);
      assertThat(console.done).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "https://evil.example, cross-site",
    "https://evil.example, ''",
    "'', cross-site",
    "'', same-site",
    "'', none",
    "null, ''",
    "'', ''",
    "http://127.0.0.1:1, ''",
    "http://localhost, ''",
    "http://127.0.0.1.evil.example, ''",
    "ftp://127.0.0.1, ''"
  })
  void anotherOriginIsRefusedEvenWithTheToken(String origin, String site) throws Exception {
    try (GuardedConsole console = new GuardedConsole("127.0.0.1")) {
      ConsoleVisitor operator = console.operator();
      String token = operator.token();
      operator.origin = origin;
      operator.site = site;
      assertThat(operator.post("/drain", Map.of("csrf", token)).statusCode()).isEqualTo(403);
      assertThat(console.done).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"origin", "site"})
  void oneOfTheTwoHeadersIsEnough(String missing) throws Exception {
    try (GuardedConsole console = new GuardedConsole("127.0.0.1")) {
      ConsoleVisitor operator = console.operator();
      String token = operator.token();
      if (missing.equals("origin")) {
        operator.origin = "";
      } else {
        operator.site = "";
      }
      assertThat(operator.post("/drain", Map.of("csrf", token)).statusCode()).isEqualTo(303);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "PUT", "DELETE", "PATCH"})
  void nothingIsDoneByAnotherMethodThanPost(String method) throws Exception {
    try (GuardedConsole console = new GuardedConsole("127.0.0.1")) {
      ConsoleVisitor operator = console.operator();
      for (String path : new String[] {KNOWN + "/end", KNOWN + "/reconnect", "/drain", "/logout"}) {
        assertThat(
                console.exchange(
                    method
                        + " "
                        + path
                        + "?csrf="
                        + operator.token()
                        + " HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: "
                        + operator.cookie
                        + "\r\nConnection: close\r\n\r\n"))
            .startsWith("HTTP/1.1 405 ")
            .containsIgnoringCase("\r\nallow: POST\r\n");
      }
      assertThat(console.done).isEmpty();
      assertThat(operator.get("/api/sessions").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void afterALogoutNoActionIsPossible() throws Exception {
    try (GuardedConsole console = new GuardedConsole("127.0.0.1")) {
      ConsoleVisitor operator = console.operator();
      String token = operator.token();
      operator.post("/logout", Map.of("csrf", token));
      assertThat(operator.post("/drain", Map.of("csrf", token)).statusCode()).isEqualTo(401);
      assertThat(console.done).isEmpty();
    }
  }
}
