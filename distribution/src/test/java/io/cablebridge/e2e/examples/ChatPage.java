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
 * The demo's chat page in a browser of its own, by what a person sees of it. Opened and closed by a
 * test, on one thread. Remembers what went wrong inside the page.
 */
final class ChatPage implements AutoCloseable {

  /** How many messages by people the page shows. */
  private static final String HAS_SAID =
      "count => document.querySelectorAll('#messages .said').length >= count";

  private final BrowserContext context;
  private final Page page;
  private final List<String> complaints = new CopyOnWriteArrayList<>();

  private ChatPage(Browser browser, URI root, Look look, String query) {
    context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setViewportSize(look.width(), look.height())
                .setColorScheme(look.scheme()));
    page = context.newPage();
    page.onPageError(complaints::add);
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error")) {
            complaints.add(message.text());
          }
        });
    page.navigate(root + "/demo?" + query);
  }

  /** How large a page is, and in which colours. */
  record Look(int width, int height, ColorScheme scheme) {
    static final Look DESK = new Look(820, 720, ColorScheme.LIGHT);
    static final Look NIGHT = new Look(820, 720, ColorScheme.DARK);
    static final Look PHONE = new Look(390, 800, ColorScheme.LIGHT);
  }

  /** A page that has joined the room; {@code transport} is {@code sse} or {@code poll}. */
  static ChatPage join(
      Browser browser, URI root, Look look, String transport, String room, String name) {
    ChatPage page =
        new ChatPage(
            browser, root, look, "transport=" + transport + "&room=" + room + "&name=" + name);
    page.awaitWelcome(room);
    return page;
  }

  /** Waits until the page is subscribed to the room, so that it misses nothing any more. */
  void awaitWelcome(String room) {
    page.locator("#messages .note", new Page.LocatorOptions().setHasText("Welcome to " + room))
        .waitFor();
    awaitLog("connected to ChatChannel");
  }

  void say(String text) {
    page.fill("#text", text);
    page.click("#send");
  }

  /** Turns the switch as a person does, by its label. */
  void switchTo(String transport) {
    page.click("label[for=transport-" + transport + "]");
  }

  void moveTo(String room) {
    page.fill("#room", room);
    page.press("#room", "Enter");
    awaitWelcome(room);
  }

  /** Waits for so many messages by people, then returns all that are shown, in order. */
  List<String> said(int count) {
    page.waitForFunction(HAS_SAID, count);
    return page.locator("#messages .said .words").allTextContents();
  }

  /** Which transports have carried the messages, each once, in order of appearance. */
  List<String> carriers() {
    return page.locator("#messages .said").all().stream()
        .map(line -> line.getAttribute("data-transport"))
        .distinct()
        .toList();
  }

  /** Waits for a line of the page's own connection log. */
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

  /** How many pixels of the page a narrow screen cannot show beside each other. */
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
  List<String> complaints() {
    return List.copyOf(complaints);
  }

  @Override
  public void close() {
    context.close();
  }
}
