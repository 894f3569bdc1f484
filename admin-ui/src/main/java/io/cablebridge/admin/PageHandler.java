package io.cablebridge.admin;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cablebridge.admin.page.PageException;
import io.cablebridge.admin.page.Query;
import io.cablebridge.admin.page.Templates;
import io.cablebridge.admin.security.Audit.Action;
import io.cablebridge.admin.security.Viewer;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;

/**
 * Answers one {@link Page}: HTML at its path, and at its other path the same values as JSON: names
 * in snake case, times in seconds unless their names say otherwise, sizes in bytes. Without scripts
 * the page reloads itself; {@code ?renew=off} stops that, and its links to other pages keep it off.
 */
final class PageHandler extends HttpServlet {
  private static final JsonMapper JSON =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  /** What the page answers after a command of the operator. */
  private static final Map<String, String> NOTICES =
      Map.of(
          Action.END.text(), "The session was ended.",
          Action.RECONNECT.text(), "The session connects to Rails again.",
          Action.DRAIN.text(), "The drain has begun.");

  private static final String RENEW_OFF = "?renew=" + Query.RENEW_OFF;

  private final transient Page page;
  private final transient Templates templates;
  private final transient ErrorPages errors;

  PageHandler(Page page, Templates templates, ErrorPages errors) {
    this.page = page;
    this.templates = templates;
    this.errors = errors;
  }

  /** The paths of the page and of its JSON end with {@code /*} if a name follows. */
  record Page(String template, List<String> parameters, Answer answer, List<String> paths) {}

  /** Builds the content of a page, the template's variable {@code view}. */
  interface Answer {
    /** The name is the text after the path, without a slash; empty if there is none. */
    Object of(Query query, String name) throws PageException;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    boolean api = request.getServletPath().startsWith("/api/");
    response.setContentType(api ? "application/json" : "text/html;charset=utf-8");
    byte[] body;
    try {
      Query query = Query.of(request.getParameterMap(), page.parameters());
      Object view = page.answer().of(query, name(request));
      body =
          api
              ? JSON.writeValueAsString(view).getBytes(StandardCharsets.UTF_8)
              : templates.page(page.template(), variables(request, query, view));
    } catch (PageException e) {
      response.setStatus(e.status());
      body = errors.body(api, e.status(), e.sentence());
    }
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  private static String name(HttpServletRequest request) {
    String info = Objects.requireNonNullElse(request.getPathInfo(), "");
    return info.startsWith("/") ? info.substring(1) : info;
  }

  private static Map<String, Object> variables(
      HttpServletRequest request, Query query, Object view) {
    boolean renewing = query.renews();
    return Map.of(
        "view",
        view,
        "viewer",
        Viewer.of(ServletContextRequest.getServletContextRequest(request)),
        "notice",
        NOTICES.getOrDefault(query.text(Query.DONE), ""),
        "renewing",
        renewing,
        "still",
        renewing ? "" : RENEW_OFF,
        "renewal",
        renewing ? RENEW_OFF : "?");
  }
}
