package io.cablebridge.admin;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/**
 * Renders the overview: {@code GET /} the page, {@code GET /overview/live} only the part that
 * changes, which the page's script asks for. Without scripts the page reloads itself; {@code
 * /?renew=off} does not.
 */
final class OverviewPage extends HttpServlet {

  static final String PAGE = "";
  static final String LIVE = "/overview/live";

  private final transient Sources sources;
  private final transient Templates templates;
  private final transient Clock clock;

  OverviewPage(Sources sources, Templates templates, Clock clock) {
    this.sources = sources;
    this.templates = templates;
    this.clock = clock;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Map<String, Object> variables =
        new HashMap<>(ConsoleView.of(sources.engine().get(), sources, clock.instant()).variables());
    variables.put("renewing", !"off".equals(request.getParameter("renew")));
    variables.put("viewer", Viewer.of(request));
    byte[] html =
        request.getServletPath().equals(LIVE)
            ? templates.fragment("overview", "live", variables)
            : templates.page("overview", variables);
    response.setContentType("text/html;charset=utf-8");
    response.setContentLength(html.length);
    response.getOutputStream().write(html);
  }
}
