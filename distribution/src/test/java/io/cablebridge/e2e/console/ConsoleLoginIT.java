package io.cablebridge.e2e.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import io.cablebridge.e2e.client.SseClient;
import io.cablebridge.e2e.rig.BridgeProcess;
import io.cablebridge.e2e.rig.Chromium;
import io.cablebridge.e2e.rig.Eventually;
import io.cablebridge.e2e.rig.Needs;
import io.cablebridge.e2e.rig.RealPart;
import io.cablebridge.e2e.rig.Tarball;
import io.cablebridge.e2e.rig.TestBed;
import io.cablebridge.fake.FakeRails;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The console on a public address, with a password hashed by {@code hash-password}, in a real
 * Chromium.
 */
@Needs(RealPart.CHROMIUM)
final class ConsoleLoginIT {

  @RegisterExtension static final TestBed TESTBED = new TestBed();

  private static final String PASSWORD = "correct horse";

  @TempDir static Path directory;

  private static BridgeProcess bridge;

  @BeforeAll
  static void start() throws Exception {
    Path hash = hashed();
    FakeRails rails = TESTBED.add(FakeRails.start());
    bridge =
        TESTBED.add(
            new BridgeProcess(
                rails.uri(),
                List.of(
                    "admin.host=0.0.0.0",
                    "admin.operator-password-hash-file=" + hash,
                    "drain-timeout=5s")));
  }

  private static Path hashed() throws IOException, InterruptedException {
    Path hash = directory.resolve("operator.hash");
    Process process =
        new ProcessBuilder(Tarball.HOME.resolve("bin/cable-bridge").toString(), "hash-password")
            .redirectOutput(hash.toFile())
            .start();
    try (var in = process.getOutputStream()) {
      in.write((PASSWORD + "\n").getBytes(StandardCharsets.UTF_8));
    }
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(Files.readString(hash)).startsWith("pbkdf2-sha256:");
    return hash;
  }

  private static void signIn(Page page, String password) {
    page.selectOption("#user", "operator");
    page.fill("#password", password);
    page.click("button");
  }

  @Test
  void anOperatorSignsInAndOut() {
    try (Chromium chromium = Chromium.launch()) {
      Page page = chromium.browser().newPage();
      List<String> errors = new ArrayList<>();
      page.onPageError(errors::add);
      page.onConsoleMessage(
          message -> {
            if (message.text().contains("Content Security Policy")) {
              errors.add(message.text());
            }
          });
      String console = bridge.consoleOrigin();
      page.navigate(console + "/");
      assertThat(page.url()).isEqualTo(console + "/login");

      signIn(page, "wrong horse");
      page.locator("#complaint").waitFor();
      signIn(page, PASSWORD);
      page.waitForURL(console + "/");
      page.locator("#verdict").waitFor();

      page.navigate(console + "/login");
      assertThat(page.innerText("h1")).isEqualTo("Signed in as operator");
      assertThat(page.evaluate("document.cookie")).isEqualTo("");
      page.click("button");
      page.locator("#password").waitFor();
      page.navigate(console + "/");
      assertThat(page.url()).isEqualTo(console + "/login");
      assertThat(errors).isEmpty();
      assertThat(bridge.log())
          .contains("action=login who=operator from=127.0.0.1 result=failure")
          .contains("action=login who=operator from=127.0.0.1 result=success")
          .contains("action=logout who=operator from=127.0.0.1 result=success")
          .doesNotContain("horse");
    }
  }

  /** Draining cannot be undone; no other test of this class depends on it. */
  @Test
  void anOperatorDrainsTheBridge() {
    try (Chromium chromium = Chromium.launch()) {
      Page page = chromium.browser().newPage();
      String console = bridge.consoleOrigin();
      page.navigate(console + "/login");
      signIn(page, PASSWORD);
      page.waitForURL(console + "/");
      assertThat(bridge.calls().statusOf("/health/ready")).isEqualTo(200);
      TESTBED.add(new SseClient(bridge, TestBed.freshId()).connect()).await("joined");
      page.click("text=Drain this bridge");
      page.click("text=Drain now");
      page.waitForURL(console + "/?done=drain");
      assertThat(page.innerText(".notice")).isEqualTo("The drain has begun.");

      assertThat(page.innerText("#drain")).contains("Draining.", "of 1 sessions are left after");
      assertThat(page.locator("#drain progress").getAttribute("max")).isEqualTo("1");
      assertThat(page.locator("text=Drain now").count()).isZero();
      assertThat(bridge.log()).contains("draining begins sessions=1");
      assertThat(bridge.calls().statusOf("/health/ready")).isEqualTo(503);
      Eventually.withinSeconds(20) // by its own renewing
          .until(() -> page.innerText("#drain").contains(" 0 of 1 sessions are left"));
      Eventually.withinSeconds(5)
          .until(() -> bridge.log().matches("(?s).*action=drain who=operator .* result=done.*"));
    }
  }

  /** Another port of the same host is the same site, so the browser sends the cookie. */
  @Test
  void aPageOfAnotherPortCannotActForTheOperator() {
    try (Chromium chromium = Chromium.launch()) {
      Page page = chromium.browser().newPage();
      String console = bridge.consoleOrigin();
      page.navigate(console + "/login");
      signIn(page, PASSWORD);
      page.waitForURL(console + "/");

      page.navigate(bridge.origin() + "/");
      Response answer =
          page.waitForResponse(
              console + "/drain",
              () ->
                  page.evaluate(
                      """
                      action => {
                        const form = document.createElement("form");
                        form.method = "post";
                        form.action = action;
                        document.documentElement.append(form);
                        form.submit();
                      }\
                      """,
                      console + "/drain"));
      assertThat(answer.status()).isEqualTo(403);
      Eventually.within(Duration.ofSeconds(5))
          .until(
              () ->
                  bridge
                      .log()
                      .contains(
                          "action=drain who=operator from=127.0.0.1 result=refused"
                              + " reason=cross_site"));
    }
  }
}
