package io.cablebridge.e2e.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.cablebridge.e2e.rig.Chromium;
import io.cablebridge.e2e.rig.DemoProcess;
import io.cablebridge.e2e.rig.Needs;
import io.cablebridge.e2e.rig.RealPart;
import io.cablebridge.e2e.rig.TestBed;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The JavaScript client of {@code docs/getting-started.md}, unchanged, in a real browser. */
@Needs(RealPart.CHROMIUM)
final class GettingStartedIT {

  @RegisterExtension static final TestBed TESTBED = new TestBed();

  private static final Path PAGE = Path.of("../docs/getting-started.md");

  /** Starts the client as the page's example does, and records its events. */
  private static final String USE =
      """
      ([base, room, patience]) => {
        window.heard = [];
        window.chat = follow(base, { channel: 'ChatChannel', room }, event => heard.push(event), patience);
      }
      """;

  private static DemoProcess demo;
  private static Chromium chromium;

  @BeforeAll
  static void start() {
    demo = TESTBED.add(new DemoProcess());
    chromium = Chromium.launch();
  }

  @AfterAll
  static void stop() {
    if (chromium != null) {
      chromium.close();
    }
  }

  private static Page follow(String room, int patience) throws IOException {
    return follow(demo, demo, room, patience);
  }

  private static Page follow(DemoProcess site, DemoProcess bridge, String room, int patience)
      throws IOException {
    Page page = chromium.browser().newPage();
    page.navigate(site.root() + "/health/live");
    page.addScriptTag(new Page.AddScriptTagOptions().setContent(client()));
    String base = site == bridge ? "" : bridge.root().toString();
    page.evaluate(USE, new Object[] {base, room, patience});
    return page;
  }

  private static String client() throws IOException {
    return PageExample.of(PAGE).stream()
        .filter(example -> example.language().equals("js"))
        .filter(example -> example.text().contains("function follow("))
        .findFirst()
        .orElseThrow()
        .text();
  }

  private static void awaitType(Page page, String type) {
    page.waitForFunction("type => heard.some(event => event.type === type)", type);
  }

  private static void sendsAndReceives(Page page, String text) {
    awaitType(page, "connected");
    page.evaluate("text => chat.say({ action: 'speak', text })", text);
    page.waitForFunction("text => heard.filter(e => e.message?.text === text).length === 1", text);
  }

  @Test
  void itListensOverAnEventStream() throws IOException {
    try (Page page = follow("stream", 8_000)) {
      sendsAndReceives(page, "good morning");

      assertThat(page.evaluate("heard[0].type")).isEqualTo("joined");
    }
  }

  @Test
  void itPollsIfTheStreamIsBuffered() throws IOException {
    try (Page page = follow("poll", 0)) {
      sendsAndReceives(page, "good morning");
      sendsAndReceives(page, "and good night");

      assertThat(page.evaluate("heard.some(event => event.type === 'joined')")).isEqualTo(false);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8_000, 0})
  void itTalksToABridgeOfAnotherOrigin(int patience) throws IOException {
    DemoProcess bridge = TESTBED.add(new DemoProcess("http.cors.allowed-origins=" + demo.root()));
    try (Page page = follow(demo, bridge, "elsewhere", patience)) {
      sendsAndReceives(page, "good morning");
    }
  }
}
