package io.cablebridge.e2e.console;

import static java.util.Comparator.reverseOrder;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.cablebridge.bounded.HeapShare;
import io.cablebridge.e2e.rig.BridgeProcess;
import io.cablebridge.e2e.rig.Chromium;
import io.cablebridge.e2e.rig.Needs;
import io.cablebridge.e2e.rig.RealPart;
import io.cablebridge.e2e.rig.TestBed;
import io.cablebridge.fake.FakeRails;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A real Chromium walks the console while ten of forty clients read nothing and five have gone, on
 * a large screen and on a phone.
 */
@Needs(RealPart.CHROMIUM)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class ConsoleTroubleIT {

  @RegisterExtension static final TestBed TESTBED = new TestBed();

  private static final int[] WIDTHS = {1280, 390};

  private static FakeRails rails;
  private static BridgeProcess bridge;
  private static StrandedClients clients;
  private static Chromium chromium;

  @BeforeAll
  static void start() throws IOException {
    rails = TESTBED.add(FakeRails.start());
    bridge =
        TESTBED.add(
            new BridgeProcess(
                rails.uri(), List.of("http.trusted-proxies=127.0.0.1", "session.linger=20s")));
    chromium = Chromium.launch();
    clients = TESTBED.add(new StrandedClients(bridge));
  }

  @AfterAll
  static void stop() {
    if (chromium != null) {
      chromium.close();
    }
  }

  private static ConsoleBrowser browser(int width) {
    return new ConsoleBrowser(chromium.browser(), bridge.consoleOrigin(), ColorScheme.LIGHT, width);
  }

  /** One click: the address is typed on the overview, and the sessions of it are shown. */
  private static Page find(ConsoleBrowser browser, int client) {
    browser.open("/");
    Page page = browser.page();
    page.fill("input[name=address]", StrandedClients.address(client));
    page.click("text=Find");
    return page;
  }

  private static void check(ConsoleBrowser browser, String name, int width) throws IOException {
    browser.screenshot("console-" + name + (width < 1000 ? "-phone" : ""));
    assertThat(browser.overflow()).as("overflow of " + name).isZero();
    assertThat(browser.numbersBeyondTheEdge()).as("numbers of " + name).isZero();
  }

  @Test
  @Order(1)
  void theVerdictNamesTheTroubleWithinTenSeconds() throws IOException {
    try (ConsoleBrowser browser = browser(1280)) {
      browser.open("/");
      Locator verdict = browser.page().locator("#verdict");
      assertThat(verdict.innerText()).startsWith("Well");
      clients.strand(rails);
      long begin = System.nanoTime();
      Page.LocatorOptions slow =
          new Page.LocatorOptions().setHasText("A write waits for the client: 10 of 40 sessions");
      browser
          .page()
          .locator("#verdict", slow)
          .waitFor(new Locator.WaitForOptions().setTimeout(10_000));
      Page.LocatorOptions gone =
          new Page.LocatorOptions().setHasText("The client is absent: 5 of 40 sessions");
      browser
          .page()
          .locator("#verdict", gone)
          .waitFor(new Locator.WaitForOptions().setTimeout(10_000));
      long millis = (System.nanoTime() - begin) / 1_000_000;
      System.out.println("the verdict named all after " + millis + " ms: " + verdict.innerText());
      assertThat(millis).isLessThan(10_000);
    }
  }

  @Test
  @Order(2)
  void eachSlowClientIsFoundByItsAddressWithTheReasonAndTheKey() throws IOException {
    for (int width : WIDTHS) {
      try (ConsoleBrowser browser = browser(width)) {
        for (int client = 0; client < StrandedClients.SLOW; client++) {
          Page page = find(browser, client);
          assertThat(page.locator("#table tbody tr").count()).isEqualTo(1);
          assertThat(page.innerText("#table"))
              .contains(StrandedClients.address(client), "for the client.", "sse.write-timeout");
        }
        check(browser, "trouble-found", width);
        browser.page().click("#table tbody th a");
        browser.page().locator("#why li").first().waitFor();
        assertThat(browser.page().innerText("#why")).contains("stalled", "sse.write-timeout");
        check(browser, "trouble-session", width);
        assertThat(browser.times(".timeline time"))
            .hasSizeGreaterThan(1)
            .isSortedAccordingTo(reverseOrder());
        browser.page().click("#why a >> text=sse.write-timeout");
        assertThat(browser.page().url()).endsWith("/configuration#sse.write-timeout");
        check(browser, "trouble-key", width);
        browser.open("/limits");
        int shares = HeapShare.values().length;
        assertThat(browser.page().locator("#memory tr").count()).isEqualTo(shares + 1); // the sum
        check(browser, "trouble-limits", width);
        browser.open("/");
        assertThat(browser.page().innerText("#verdict")).contains("Not well", "were dropped");
        check(browser, "trouble", width);
        assertThat(browser.errors()).isEmpty();
      }
    }
  }

  @Test
  @Order(3)
  void eachVanishedClientIsFoundByItsAddressInTwoClicks() throws IOException {
    try (ConsoleBrowser browser = browser(1280)) {
      browser.open("/ended?reason=expired");
      Page.LocatorOptions all = new Page.LocatorOptions().setHasText("5 of the last");
      browser.page().locator("#count", all).waitFor();
    }
    for (int width : WIDTHS) {
      try (ConsoleBrowser browser = browser(width)) {
        for (int i = 0; i < StrandedClients.VANISHED; i++) {
          int client = StrandedClients.SLOW + i;
          Page page = find(browser, client);
          page.click("#also a");
          assertThat(page.locator("#table tbody tr").count()).isEqualTo(1);
          assertThat(page.innerText("#table"))
              .contains(StrandedClients.address(client), "Stranded/" + client)
              .contains("expired", "did not return within the linger", "session.linger");
        }
        browser.open("/ended");
        check(browser, "ended", width);
        assertThat(browser.times("#table time")).isSortedAccordingTo(reverseOrder());
        browser.page().click("#table tbody th a");
        assertThat(browser.page().innerText("#why")).contains("session.linger");
        assertThat(browser.errors()).isEmpty();
      }
    }
    assertThat(bridge.log())
        .containsPattern(
            "session closed id=\\S+ session_id=\\S+ reason=expired transport=sse"
                + " address=\"192.0.2.110\" agent=\"Stranded/10\" channels=\"ChatChannel\"");
  }

  @Test
  @Order(4)
  void aClientCutForItsStallSaysSo() {
    try (ConsoleBrowser browser = browser(1280)) {
      browser.open("/ended?reason=write_stalled");
      Page.LocatorOptions all = new Page.LocatorOptions().setHasText("10 of the last");
      browser
          .page()
          .locator("#count", all)
          .waitFor(new Locator.WaitForOptions().setTimeout(60_000));
      assertThat(browser.page().innerText("#table")).contains("sse.write-timeout", "dropped");
    }
    assertThat(bridge.log())
        .contains(" reason=write_stalled transport=sse address=\"192.0.2.100\"");
  }

  /** The bridge is young: its samples cover less than two minutes. */
  @Test
  @Order(5)
  void theFewSamplesOfAYoungBridgeHaveLabelsThatDiffer() {
    try (ConsoleBrowser browser = browser(1280)) {
      browser.open("/");
      browser.page().locator("canvas").nth(3).waitFor();
      assertThat(browser.axisLabels()).hasSize(8);
      assertThat(browser.axisLabels())
          .allSatisfy(labels -> assertThat(labels).isNotEmpty().doesNotHaveDuplicates());
      assertThat(browser.times("#incidents time")).isSortedAccordingTo(reverseOrder());
      assertThat(browser.errors()).isEmpty();
    }
  }

  @Test
  @Order(6)
  void anOutageOfRailsIsNamedWithItsUrlAndErrorWithinSeconds() {
    try (ConsoleBrowser browser = browser(1280)) {
      browser.open("/");
      rails.stop();
      Page.LocatorOptions away =
          new Page.LocatorOptions()
              .setHasText(
                  "Rails cannot be reached at " + rails.uri() + ": the connection was refused");
      browser
          .page()
          .locator("#verdict", away)
          .waitFor(new Locator.WaitForOptions().setTimeout(10_000));
      assertThat(bridge.console().get("/health/ready").statusCode()).isEqualTo(200);
    }
  }
}
