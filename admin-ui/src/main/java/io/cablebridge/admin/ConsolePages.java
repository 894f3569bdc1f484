package io.cablebridge.admin;

import io.cablebridge.admin.PageHandler.Answer;
import io.cablebridge.admin.PageHandler.Page;
import io.cablebridge.admin.page.CachedSupplier;
import io.cablebridge.admin.page.ConfigurationView;
import io.cablebridge.admin.page.HealthView;
import io.cablebridge.admin.page.LimitsView;
import io.cablebridge.admin.page.PageException;
import io.cablebridge.admin.page.ProgramState;
import io.cablebridge.admin.page.StreamRates;
import io.cablebridge.admin.page.StreamsView;
import io.cablebridge.admin.page.Templates;
import io.cablebridge.admin.page.UpstreamView;
import io.cablebridge.admin.page.overview.Chart;
import io.cablebridge.admin.page.overview.Overview;
import io.cablebridge.admin.page.session.EndedList;
import io.cablebridge.admin.page.session.SessionDetailView;
import io.cablebridge.admin.page.session.SessionFilter;
import io.cablebridge.admin.page.session.SessionList;
import io.cablebridge.engine.OperatorAccess;
import io.cablebridge.session.diagnostics.EndedSession;
import io.cablebridge.session.diagnostics.EngineSnapshot;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;

/**
 * All pages of the console, in the order of its navigation. They share one snapshot of the sessions
 * and one of the streams, each at most a second old, so that many readers walk either only once.
 */
final class ConsolePages {
  private final OperatorAccess engine;
  private final ProgramState program;
  private final CachedSupplier<EngineSnapshot> snapshot;
  private final CachedSupplier<StreamRates.StreamReading> streams;

  ConsolePages(OperatorAccess engine, ProgramState program, LongSupplier nanos) {
    this.engine = engine;
    this.program = program;
    this.snapshot = new CachedSupplier<>(engine::snapshot, nanos);
    this.streams = new CachedSupplier<>(new StreamRates(engine::streams, nanos), nanos);
  }

  void addTo(ServletContextHandler context, Templates templates, ErrorPages errors) {
    for (Page page : all()) {
      PageHandler handler = new PageHandler(page, templates, errors);
      page.paths().forEach(path -> context.addServlet(handler, path));
    }
  }

  private List<Page> all() {
    return List.of(
        page("overview", (query, name) -> overview(), "", "/api/overview"),
        new Page(
            "sessions",
            SessionFilter.PARAMETERS,
            (query, name) -> SessionList.of(snapshot.get(), SessionFilter.of(query)),
            List.of("/sessions", "/api/sessions")),
        page("session", (query, name) -> session(name), "/sessions/*", "/api/sessions/*"),
        new Page(
            "ended",
            EndedList.PARAMETERS,
            (query, name) -> EndedList.of(engine.endedSessions(), query),
            List.of("/ended", "/api/ended")),
        page("streams", (query, name) -> streams(), "/streams", "/api/streams"),
        page("upstream", (query, name) -> upstream(), "/upstream", "/api/upstream"),
        page("limits", (query, name) -> limits(), "/limits", "/api/limits"),
        page(
            "configuration",
            (query, name) -> ConfigurationView.of(program),
            "/configuration",
            "/api/configuration"),
        // The trends are JSON only; the overview draws them.
        page("", (query, name) -> Chart.columns(engine.trends()), "/api/trends"));
  }

  private static Page page(String template, Answer answer, String... paths) {
    return new Page(template, List.of(), answer, List.of(paths));
  }

  private Overview overview() {
    return Overview.of(snapshot.get(), engine, Clock.systemUTC().instant());
  }

  private SessionDetailView session(String name) throws PageException {
    Optional<SessionDetailView> session = engine.session(name).map(SessionDetailView::of);
    Optional<EndedSession> ended =
        engine.endedSessions().stream().filter(each -> each.shortId().equals(name)).findFirst();
    if (session.isEmpty() && ended.isEmpty()) {
      throw new PageException(
          HttpServletResponse.SC_NOT_FOUND,
          "No session has this id, and none of the last that have ended had it.");
    }
    return session
        .map(view -> ended.map(view::endedAs).orElse(view))
        .orElseGet(() -> SessionDetailView.of(ended.orElseThrow()));
  }

  private StreamsView streams() {
    return StreamsView.of(snapshot.get(), streams.get(), HealthView.of(engine).broker());
  }

  private UpstreamView upstream() {
    return UpstreamView.of(engine, snapshot.get().counts());
  }

  private LimitsView limits() {
    return LimitsView.of(engine.limits());
  }
}
