package io.cablebridge.e2e.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.cablebridge.e2e.rig.BridgeProcess;
import io.cablebridge.e2e.rig.Chromium;
import io.cablebridge.e2e.rig.Needs;
import io.cablebridge.e2e.rig.RealPart;
import io.cablebridge.e2e.rig.TestBed;
import io.cablebridge.fake.FakeRails;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The console's status line in a real Chromium: it follows Rails' state without a reload. */
@Needs(RealPart.CHROMIUM)
final class ConsoleAlarmIT {

  @RegisterExtension static final TestBed TESTBED = new TestBed();

  private static final String SUBSCRIBE =
      "[{\"identifier\":{\"channel\":\"ChatChannel\"},\"subscribe\":true}]";

  @Test
  void theStatusChangesWithoutAReloadAndOnlyWhenItDiffers() {
    FakeRails rails = TESTBED.add(FakeRails.start());
    BridgeProcess bridge =
        TESTBED.add(new BridgeProcess(rails.uri(), List.of("health.upstream-grace=500ms")));
    bridge.calls().post("/" + TestBed.freshId() + "?poll-queue=64", SUBSCRIBE);
    try (Chromium chromium = Chromium.launch()) {
      Browser browser = chromium.browser();
      Page page = browser.newPage();
      List<String> errors = new ArrayList<>();
      page.onPageError(errors::add);
      page.navigate(bridge.consoleOrigin() + "/");
      Locator verdict = page.locator("#verdict");
      assertThat(verdict.innerText()).startsWith("Well");
      page.locator("#verdict li").waitFor(); // no response reads the session
      page.evaluate("document.querySelector('#verdict .verdict').seen = true");
      awaitRenewals(page, 2);
      assertThat(page.evaluate("document.querySelector('#verdict .verdict').seen"))
          .as("it is the same element, so that a screen reader does not speak again")
          .isEqualTo(true);

      rails.stop();
      page.locator("#verdict .verdict.bad").waitFor();
      assertThat(verdict.innerText())
          .contains("Not well")
          .contains("Rails cannot be reached")
          .containsPattern("since [0-9-]+ [0-9:]+ UTC");

      rails.restart();
      page.locator("#verdict .verdict.good").waitFor();
      assertThat(verdict.innerText()).startsWith("Well");
      assertThat(errors).isEmpty();
    }
  }

  /** Waits until the page has renewed itself this many times, by the time it shows. */
  private static void awaitRenewals(Page page, int count) {
    for (int i = 0; i < count; i++) {
      String before = page.locator("#note time").innerText();
      page.waitForFunction(
          "before => document.querySelector('#note time').innerText !== before", before);
    }
  }
}
