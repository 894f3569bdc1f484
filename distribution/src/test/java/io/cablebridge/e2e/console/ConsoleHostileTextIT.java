package io.cablebridge.e2e.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import io.cablebridge.e2e.client.CommandClient;
import io.cablebridge.e2e.client.SseClient;
import io.cablebridge.e2e.rig.BridgeProcess;
import io.cablebridge.e2e.rig.Chromium;
import io.cablebridge.e2e.rig.HttpCalls;
import io.cablebridge.e2e.rig.Json;
import io.cablebridge.e2e.rig.Needs;
import io.cablebridge.e2e.rig.RealPart;
import io.cablebridge.e2e.rig.TestBed;
import io.cablebridge.fake.FakeRails;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The console shows hostile text from clients and from Rails as text, in a real browser: no script
 * runs, and nothing violates the content security policy.
 */
@Needs(RealPart.CHROMIUM)
final class ConsoleHostileTextIT {

  @RegisterExtension static final TestBed TESTBED = new TestBed();

  private static final List<String> CORPUS =
      List.of(
          "<script>pwned(1)</script>",
          "</script><script>pwned(2)</script>",
          "\"><img src=x onerror=pwned(3)>",
          "'><svg/onload=pwned(4)>",
          "<iframe srcdoc='<script>parent.pwned(5)</script>'></iframe>",
          "javascript:pwned(6)",
          "\" onmouseover=\"pwned(7)\" autofocus onfocus=\"pwned(8)",
          "' style='animation-name:x' onanimationstart='pwned(9)",
          "[[${T(java.lang.Runtime).getRuntime()}]]",
          "[(${'<script>pwned(10)</script>'})]",
          "th:utext=\"<b>\" ${7*191} #{x} @{/x} ~{overview}",
          "</title><script>pwned(11)</script>",
          "</textarea></style></noscript><script>pwned(12)</script>",
          "<!--><script>pwned(13)</script>-->",
          "<a href='javascript:pwned(14)'>click</a>",
          "<base href='//evil.invalid/'>",
          "<link rel=stylesheet href='//evil.invalid/x.css'>",
          "<meta http-equiv=refresh content='0;url=//evil.invalid/'>",
          "<form action='//evil.invalid/'><button autofocus>x</button></form>",
          "\u202egnp.exe\u2066\u0007",
          "x".repeat(3_000) + "<script>pwned(15)</script>");

  private static FakeRails rails;
  private static BridgeProcess bridge;
  private static Chromium chromium;

  @BeforeAll
  static void start() {
    rails = TESTBED.add(FakeRails.start());
    bridge =
        TESTBED.add(
            new BridgeProcess(
                rails.uri(), List.of("streams.public=true", "session.max-subscriptions=30")));
    chromium = Chromium.launch();
    CORPUS.forEach(ConsoleHostileTextIT::send);
    rails.disconnectNewest("<script>pwned(16)</script>", true);
    rails.sendRawToNewest("{\"type\":\"<img src=x onerror=pwned(17)>\"}");
  }

  @AfterAll
  static void stop() {
    if (chromium != null) {
      chromium.close();
    }
  }

  /**
   * Sends the text in every place a client controls: channel, parameter, stream, user agent, id,
   * headers and path.
   */
  private static void send(String text) {
    String agent = text.replaceAll("[^\\x20-\\x7e]", "?");
    String id = TestBed.freshId();
    SseClient client =
        TESTBED.add(
            new SseClient(
                    bridge,
                    id + "?subscribe=" + encoded(identifier(text)),
                    "User-Agent",
                    agent,
                    "Accept-Language",
                    agent,
                    "X-Forwarded-For",
                    agent)
                .connect());
    client.await("connected");
    new CommandClient(bridge, id)
        .subscribe("{\"channel\":\"$pubsub\",\"stream_name\":" + Json.quote(text) + "}");
    HttpCalls calls = bridge.calls("User-Agent", agent);
    calls.get("/" + encoded(text));
    calls.get("/" + encoded(text) + "?after=" + encoded(text) + "&timeout=" + encoded(text));
    calls.post("/" + id, text);
    calls.post("/" + id, "[{\"action\":" + Json.quote(text) + "}]");
  }

  private static String identifier(String text) {
    return "{\"channel\":" + Json.quote(text) + ",\"room\":" + Json.quote(text) + "}";
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Test
  void nothingIsExecutedOnAnyPage() {
    try (ConsoleBrowser browser =
        new ConsoleBrowser(chromium.browser(), bridge.consoleOrigin(), ColorScheme.LIGHT, 1280)) {
      List<String> pages = new ArrayList<>(browser.pages());
      browser.open("/sessions");
      List<String> sessions = browser.paths("a[href^='/sessions/']");
      assertThat(sessions).hasSizeGreaterThanOrEqualTo(CORPUS.size());
      pages.addAll(sessions);
      for (String text : CORPUS) {
        if (text.length() < 200) {
          pages.add("/sessions?channel=" + encoded(text));
        }
      }
      for (String path : pages) {
        browser.open(path);
      }
      assertThat(browser.errors()).isEmpty();
    }
  }

  @Test
  void hostileTextIsShownAsText() {
    try (ConsoleBrowser browser =
        new ConsoleBrowser(chromium.browser(), bridge.consoleOrigin(), ColorScheme.LIGHT, 1280)) {
      browser.open("/sessions?channel=" + encoded(CORPUS.get(0)));
      assertThat(browser.page().locator("tbody").first().textContent()).contains(CORPUS.get(0));
    }
  }

  @Test
  void anErrorPageShowsNothingOfTheRequestThatWouldRun() {
    try (ConsoleBrowser browser =
        new ConsoleBrowser(chromium.browser(), bridge.consoleOrigin(), ColorScheme.LIGHT, 1280)) {
      for (String text : CORPUS) {
        browser.open("/" + encoded(text));
        browser.open("/sessions?sort=" + encoded(text));
      }
      assertThat(browser.errors())
          .allMatch(error -> error.matches("Failed to load resource.*status of 4[0-9]{2}.*"));
    }
  }
}
