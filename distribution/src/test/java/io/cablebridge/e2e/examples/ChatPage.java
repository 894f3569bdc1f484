package io.cablebridge.e2e.examples;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The demo's chat page in its own browser context. A test opens and closes it, on one thread.
 * Records the page's script errors.
 */
final class ChatPage implements AutoCloseable {

  /** The condition that the page shows a number of messages from users. */
  private static final String HAS_SAID =
      "count => document.querySelectorAll('#messages .said').length >= count";

  private final BrowserContext context;
  private final Page page;
  private final List<String> errors = new CopyOnWriteArrayList<>();

  private ChatPage(Browser browser, URI root, Look look, String query) {
    context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setViewportSize(look.width(), look.height())
                .setColorScheme(look.scheme()));
    page = context.newPage();
    page.onPageError(errors::add);
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error")) {
            errors.add(message.text());
          }
        });
    page.navigate(root + "/demo?" + query);
  }

  /** The size and colour scheme of a page. */
  record Look(int width, int height, ColorScheme scheme) {
    static final Look DESK = new Look(820, 720, ColorScheme.LIGHT);
    static final Look NIGHT = new Look(820, 720, ColorScheme.DARK);
    static final Look PHONE = new Look(390, 800, ColorScheme.LIGHT);
  }

  /** Opens a page and joins the room; {@code transport} is {@code sse} or {@code poll}. */
  static ChatPage join(
      Browser browser, URI root, Look look, String transport, String room, String name) {
    ChatPage page =
        new ChatPage(
            browser, root, look, "transport=" + transport + "&room=" + room + "&name=" + name);
    page.awaitWelcome(room);
    return page;
  }

  /** Waits until the page is subscribed to the room. */
  void awaitWelcome(String room) {
    page.locator("#messages .note", new Page.LocatorOptions().setHasText("Welcome to " + room))
        .waitFor();
    awaitLog("connected to ChatChannel");
  }

  void say(String text) {
    page.fill("#text", text);
    page.click("#send");
  }

  /** Switches the transport by a click on its label. */
  void switchTo(String transport) {
    page.click("label[for=transport-" + transport + "]");
  }

  void moveTo(String room) {
    page.fill("#room", room);
    page.press("#room", "Enter");
    awaitWelcome(room);
  }

  /** Waits for this number of messages from users, then returns all messages shown, in order. */
  List<String> said(int count) {
    page.waitForFunction(HAS_SAID, count);
    return page.locator("#messages .said .words").allTextContents();
  }

  /** The transports that carried messages, each once, in order of appearance. */
  List<String> carriers() {
    return page.locator("#messages .said").all().stream()
        .map(line -> line.getAttribute("data-transport"))
        .distinct()
        .toList();
  }

  /** Waits for a line of the page's connection log. */
  void awaitLog(String words) {
    page.locator("#log li", new Page.LocatorOptions().setHasText(words)).first().waitFor();
  }

  void awaitTick() {
    String before = text("#clock");
    page.waitForFunction(
        "before => document.getElementById('clock').textContent !== before", before);
  }

  String text(String selector) {
    return page.locator(selector).textContent();
  }

  boolean isChecked(String selector) {
    return page.isChecked(selector);
  }

  String sessionId() {
    String position = page.locator("#position").getAttribute("data-position");
    return position.substring(position.indexOf('/') + 1);
  }

  /** Horizontal overflow in pixels. */
  int overflow() {
    Object pixels =
        page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth");
    return ((Number) pixels).intValue();
  }

  byte[] screenshot(Path file) {
    return page.screenshot(new Page.ScreenshotOptions().setPath(file));
  }

  /** Errors of the script and of the content security policy. */
  List<String> errors() {
    return List.copyOf(errors);
  }

  @Override
  public void close() {
    context.close();
  }
}
