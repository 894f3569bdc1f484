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
 * The console in a real browser: opens its pages and records script errors and violations of the
 * content security policy. Used on the thread that launched the browser.
 */
final class ConsoleBrowser implements AutoCloseable {

  private static final int MAX_HEIGHT = 1_600;

  /** Script that records violations of the content policy and calls from hostile text. */
  private static final String RECORD_BREACHES =
      """
      window.breaches = [];
      window.executed = [];
      window.pwned = what => { window.executed.push(String(what)); };
      document.addEventListener('securitypolicyviolation',
        event => window.breaches.push(event.violatedDirective + ' ' + event.blockedURI));
      """;

  /** Script that records the texts in each canvas since it was last cleared. */
  private static final String RECORD_LABELS =
      """
      const drawing = CanvasRenderingContext2D.prototype;
      const clear = drawing.clearRect;
      const fill = drawing.fillText;
      drawing.clearRect = function (...area) {
        this.canvas.labels = [];
        return clear.apply(this, area);
      };
      drawing.fillText = function (text, ...place) {
        (this.canvas.labels ??= []).push(String(text));
        return fill.call(this, text, ...place);
      };
      """;

  /** Pixels by which a number in a table is beyond the right edge of the window. */
  private static final String BEYOND_THE_EDGE =
      "Math.max(0, ...[...document.querySelectorAll('td.n')]"
          + ".map(cell => Math.ceil(cell.getBoundingClientRect().right - innerWidth)))";

  private final String origin;
  private final BrowserContext context;
  private final Page page;
  private final List<String> errors = new ArrayList<>();

  ConsoleBrowser(Browser browser, String origin, ColorScheme colours, int width) {
    this.origin = origin;
    context =
        browser.newContext(
            new Browser.NewContextOptions().setViewportSize(width, 900).setColorScheme(colours));
    context.addInitScript(RECORD_BREACHES);
    context.addInitScript(RECORD_LABELS);
    page = context.newPage();
    page.onPageError(errors::add);
    page.onDialog(
        dialog -> {
          errors.add("dialog " + dialog.message());
          dialog.dismiss();
        });
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error")) {
            errors.add(message.text());
          }
        });
  }

  Page page() {
    return page;
  }

  /** Opens a page and records what the browser refused or executed on it. */
  void open(String path) {
    page.navigate(origin + path);
    errors.addAll(strings("window.executed"));
    errors.addAll(strings("window.breaches"));
  }

  @SuppressWarnings("unchecked")
  private List<String> strings(String expression) {
    return (List<String>) page.evaluate(expression);
  }

  /** The paths of the pages in the console's navigation. */
  List<String> pages() {
    open("/");
    return paths("nav a[href]");
  }

  /** The distinct paths of links on the open page. */
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

  /** All recorded errors, violations and executed scripts. */
  List<String> errors() {
    return List.copyOf(errors);
  }

  /** Horizontal overflow in pixels. */
  int overflow() {
    return (Integer)
        page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth");
  }

  /** Pixels by which a number in a table is beyond the right edge of the window. */
  int numbersBeyondTheEdge() {
    return (Integer) page.evaluate(BEYOND_THE_EDGE);
  }

  /** The labels on the axes of each chart: the times of one, its values, those of the next. */
  @SuppressWarnings("unchecked")
  List<List<String>> axisLabels() {
    return (List<List<String>>)
        page.evaluate(
            """
            [...document.querySelectorAll('figure canvas')].flatMap(canvas => [
              canvas.labels.filter(label => label.includes(':')),
              canvas.labels.filter(label => !label.includes(':')),
            ])
            """);
  }

  /** The times of a list or of a column on the page, in their order. */
  List<String> times(String selector) {
    return strings("[...document.querySelectorAll('" + selector + "')].map(time => time.dateTime)");
  }

  /** Saves a screenshot of the page, cut off at the maximum height. */
  void screenshot(String name) throws IOException {
    Path pictures = Files.createDirectories(Path.of("target", "e2e", "pictures"));
    int height = (Integer) page.evaluate("Math.ceil(document.body.getBoundingClientRect().bottom)");
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(pictures.resolve(name + ".png"))
            .setFullPage(true)
            .setClip(0, 0, page.viewportSize().width, Math.min(height, MAX_HEIGHT)));
  }

  @Override
  public void close() {
    context.close();
  }
}
