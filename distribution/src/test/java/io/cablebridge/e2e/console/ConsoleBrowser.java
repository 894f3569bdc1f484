package io.cablebridge.e2e.console;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * An operator in front of the console, in a real browser: every page that its links lead to, and
 * what the browser had to complain about. Used on the thread that launched the browser.
 */
final class ConsoleBrowser implements AutoCloseable {

  private static final int TALLEST = 1_600;

  /** Remembers breaches of the content policy, and what hostile text would call. */
  private static final String WITNESS =
      """
      window.breaches = [];
      window.executed = [];
      window.pwned = what => { window.executed.push(String(what)); };
      document.addEventListener('securitypolicyviolation',
        event => window.breaches.push(event.violatedDirective + ' ' + event.blockedURI));
      """;

  private final String origin;
  private final BrowserContext context;
  private final Page page;
  private final List<String> complaints = new ArrayList<>();

  ConsoleBrowser(Browser browser, String origin, ColorScheme colours, int width) {
    this.origin = origin;
    context =
        browser.newContext(
            new Browser.NewContextOptions().setViewportSize(width, 900).setColorScheme(colours));
    context.addInitScript(WITNESS);
    page = context.newPage();
    page.onPageError(complaints::add);
    page.onDialog(
        dialog -> {
          complaints.add("dialog " + dialog.message());
          dialog.dismiss();
        });
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error")) {
            complaints.add(message.text());
          }
        });
  }

  Page page() {
    return page;
  }

  /** Opens a page, and takes down what the browser has refused or executed on it. */
  void open(String path) {
    page.navigate(origin + path);
    complaints.addAll(strings("window.executed"));
    complaints.addAll(strings("window.breaches"));
  }

  @SuppressWarnings("unchecked")
  private List<String> strings(String expression) {
    return (List<String>) page.evaluate(expression);
  }

  /** The paths of the console's own pages, by the links of its navigation. */
  List<String> pages() {
    open("/");
    return paths("nav a[href]");
  }

  /** The paths, without repeats, to which links of the open page lead. */
  List<String> paths(String selector) {
    Set<String> paths = new LinkedHashSet<>();
    for (Object href :
        (List<?>) page.locator(selector).evaluateAll("links => links.map(link => link.href)")) {
      URI target = URI.create(href.toString());
      if (href.toString().startsWith(origin)) {
        paths.add(
            target.getRawPath() + (target.getRawQuery() == null ? "" : "?" + target.getRawQuery()));
      }
    }
    return List.copyOf(paths);
  }

  /** Everything the browser refused or complained of, and everything that was executed. */
  List<String> complaints() {
    return List.copyOf(complaints);
  }

  /** By how many pixels the page is wider than the window. */
  int overflow() {
    return (Integer)
        page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth");
  }

  /** The whole page, or the upper part of one that is very long. */
  void screenshot(String name) throws IOException {
    Path pictures = Files.createDirectories(Path.of("target", "e2e", "pictures"));
    int height = (Integer) page.evaluate("Math.ceil(document.body.getBoundingClientRect().bottom)");
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(pictures.resolve(name + ".png"))
            .setFullPage(true)
            .setClip(0, 0, page.viewportSize().width, Math.min(height, TALLEST)));
  }

  @Override
  public void close() {
    context.close();
  }
}
