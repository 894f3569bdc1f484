package io.cablebridge.admin;

import static io.cablebridge.admin.RunningConsole.engine;
import static io.cablebridge.admin.RunningConsole.session;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the console refuses, hides and escapes. */
class ConsoleSafetyTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "{\"channel\":\"<script>alert(1)</script>\"}",
        "{\"channel\":\"Chat\",\"<script>\":\"<script>\"}",
        "{\"channel\":\"Chat\",\"room\":\"<img src=x onerror=alert(1)>\"}",
        "{\"channel\":\"[[${T(java.lang.Runtime)}]]\",\"room\":\"'\\\"<b>\"}"
      })
  void whatAClientWroteIsText(String hostile) throws Exception {
    try (RunningConsole console = new RunningConsole(session("aaaa", "sse", "open", hostile))) {
      for (String path : List.of("/sessions", "/sessions?sort=age")) {
        HttpResponse<String> page = console.get(path);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body().replace("<script src=\"/assets/console.js\" defer></script>", ""))
            .doesNotContain("<script", "<img src=x", "<b>\"")
            .containsAnyOf("&lt;script", "&lt;img", "[[${T(");
      }
    }
  }

  @Test
  void signedStreamNamesAreMasked() throws Exception {
    String identifier =
        "{\"channel\":\"Turbo::StreamsChannel\",\"signed_stream_name\":\"IloybG--0123456789\"}";
    try (RunningConsole console = new RunningConsole(session("aaaa", "sse", "open", identifier))) {
      for (String path : List.of("/sessions", "/api/sessions")) {
        assertThat(console.get(path).body())
            .contains("Turbo::StreamsChannel", "signed_stream_name: •••")
            .doesNotContain("IloybG");
      }
    }
  }

  /** Its length is in doubt: what follows might be a body, or another request. */
  @Test
  void aTransferEncodingOverHttp10EndsTheConnection() throws Exception {
    String request =
        "GET /health/live HTTP/1.0\r\nHost: localhost\r\nConnection: keep-alive\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n";
    try (RunningConsole console = new RunningConsole();
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), console.port())) {
      socket.setSoTimeout(5_000);
      socket.getOutputStream().write((request + request).getBytes(StandardCharsets.US_ASCII));
      byte[] answers = socket.getInputStream().readAllBytes();
      assertThat(new String(answers, StandardCharsets.US_ASCII).split("HTTP/1\\.[01] ", -1))
          .hasSize(2);
    }
  }

  @Test
  void nothingInlineRuns() throws Exception {
    try (RunningConsole console = new RunningConsole()) {
      HttpResponse<String> page = console.get("/");
      assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
          .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
          .doesNotContain("unsafe");
      assertThat(page.body()).doesNotContain("style=", "onclick=", "<style", "http://", "https://");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"evil.example", "localhost.evil.example", "127.0.0.1.nip.io", "10.0.0.1"})
  void aStrangersHostIsRefused(String host) throws Exception {
    try (RunningConsole console =
        new RunningConsole(session("aaaa", "sse", "open", "{\"channel\":\"Chat\"}"))) {
      for (String path : List.of("/", "/api/sessions", "/assets/console.js")) {
        assertThat(console.exchange(request("GET", path, host)))
            .startsWith("HTTP/1.1 421 ")
            .containsIgnoringCase("content-security-policy:")
            .doesNotContain("Chat", host);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "LOCALHOST:8081", "127.0.0.1:9", "[::1]:8081"})
  void theLoopbackNamesAreAnswered(String host) throws Exception {
    try (RunningConsole console = new RunningConsole()) {
      assertThat(console.exchange(request("GET", "/", host))).startsWith("HTTP/1.1 200 ");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/nothing", "/overview/", "/assets/", "/assets/nothing.js", "/assets/../x"})
  void anUnknownAddressGetsATidy404(String path) throws Exception {
    try (RunningConsole console = new RunningConsole()) {
      HttpResponse<String> page = console.get(path);
      assertThat(page.statusCode()).isEqualTo(404);
      assertThat(page.body())
          .contains("There is no page at this address.", "To the overview")
          .doesNotContainIgnoringCase("jetty")
          .doesNotContainIgnoringCase("servlet")
          .doesNotContain("nothing.js");
      assertThat(page.headers().firstValue("Content-Security-Policy")).isPresent();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/assets/../overview.html",
        "/assets/../../../../../../etc/passwd",
        "/../../../etc/passwd",
        "/assets/%2e%2e/overview.html",
        "/assets/%2E%2e%2foverview.html",
        "/assets/.%2e/overview.html",
        "/assets/..%2foverview.html",
        "/assets/%252e%252e/overview.html",
        "/assets/%c0%ae%c0%ae/overview.html",
        "/assets/..\\overview.html",
        "/assets/..%5coverview.html",
        "/assets/..;/overview.html",
        "/assets/;/../overview.html",
        "/assets/console.css;x=y",
        "/assets/console.css%3b",
        "/assets/console.css%00.html",
        "/assets/console.css/",
        "/assets//console.css",
        "/assets/CONSOLE.CSS",
        "/assets/file:///etc/passwd",
        "/admin/overview.html",
        "/WEB-INF/web.xml",
        "/META-INF/MANIFEST.MF",
        "//etc"
      })
  void noPathLeadsOutOfTheFiles(String path) throws Exception {
    try (RunningConsole console = new RunningConsole()) {
      assertThat(console.exchange(request("GET", path, "localhost")))
          .matches("(?s)HTTP/1.1 (400|404) .*")
          .containsIgnoringCase("content-security-policy:")
          .doesNotContain("th:text", "root:", "color-scheme:")
          .doesNotContainIgnoringCase("jetty");
    }
  }

  @Test
  void theApiAnswersErrorsAsJson() throws Exception {
    try (RunningConsole console = new RunningConsole()) {
      HttpResponse<String> answer = console.get("/api/nothing");
      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
      assertThat(answer.body())
          .isEqualTo(
              "{\"error\":\"not_found\",\"detail\":\"There is no page at this address.\","
                  + "\"retry\":false}");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "TRACE"})
  void onlyReadingIsAnswered(String method) throws Exception {
    try (RunningConsole console = new RunningConsole()) {
      assertThat(console.exchange(request(method, "/", "localhost")))
          .startsWith("HTTP/1.1 405 ")
          .containsIgnoringCase("\r\nallow: GET, HEAD\r\n");
    }
  }

  @Test
  void aFaultRevealsNoInternals() throws Exception {
    try (RunningConsole console =
        new RunningConsole(
            () -> {
              throw new IllegalStateException("the inside");
            })) {
      for (String path : List.of("/", "/api/overview")) {
        HttpResponse<String> answer = console.get(path);
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body())
            .contains("The console failed to build this page.")
            .doesNotContain("the inside", "Exception");
        assertThat(answer.headers().firstValue("Content-Security-Policy")).isPresent();
      }
    }
  }

  @Test
  void garbageIsRefusedAndTheNextRequestAnswered() throws Exception {
    try (RunningConsole console = new RunningConsole()) {
      assertThat(console.exchange("\u0001\u0002\r\n\r\n"))
          .startsWith("HTTP/1.1 400 ")
          .doesNotContainIgnoringCase("jetty");
      assertThat(console.get("/").statusCode()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.7"})
  void anAddressThatOthersCanReachIsRefusedAtTheStart(String host) {
    ConsoleServer console =
        new ConsoleServer(
            RunningConsole.on(true, host),
            new FakeEngine(() -> engine(List.of())),
            new FakeEngine(() -> engine(List.of())).program());
    assertThatThrownBy(console::start)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("admin.host is \"" + host + "\"")
        .hasMessageContaining("not a loopback address");
    assertThat(console.port()).isNegative();
  }

  @Test
  void aConsoleThatIsSwitchedOffListensNowhere() throws Exception {
    ConsoleServer console =
        new ConsoleServer(
            RunningConsole.on(false, "127.0.0.1"),
            new FakeEngine(() -> engine(List.of())),
            new FakeEngine(() -> engine(List.of())).program());
    console.start();
    assertThat(console.port()).isNegative();
    console.stop();
  }

  private static String request(String method, String path, String host) {
    return method + " " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
  }
}
