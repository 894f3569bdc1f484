package io.cablebridge.admin;

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
import io.cablebridge.admin.page.overview.OverviewPage;
import io.cablebridge.admin.page.overview.TrendsView;
import io.cablebridge.admin.page.session.SessionDetailView;
import io.cablebridge.admin.page.session.SessionFilter;
import io.cablebridge.admin.page.session.SessionList;
import io.cablebridge.engine.OperatorAccess;
import io.cablebridge.session.diagnostics.EngineSnapshot;
import java.time.Clock;
import java.util.List;
import java.util.Set;
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
      context.addServlet(handler, page.path());
      context.addServlet(handler, page.api());
    }
    context.addServlet(new PageHandler(trends(), templates, errors), trends().api());
  }

  private List<Page> all() {
    return List.of(
        new Page("", "/api/overview", "overview", Set.of(), (query, name) -> overview()),
        new Page(
            "/sessions",
            "/api/sessions",
            "sessions",
            SessionFilter.PARAMETERS,
            (query, name) -> SessionList.of(snapshot.get(), SessionFilter.of(query))),
        new Page(
            "/sessions/*", "/api/sessions/*", "session", Set.of(), (query, name) -> session(name)),
        new Page("/streams", "/api/streams", "streams", Set.of(), (query, name) -> streams()),
        new Page("/upstream", "/api/upstream", "upstream", Set.of(), (query, name) -> upstream()),
        new Page(
            "/limits",
            "/api/limits",
            "limits",
            Set.of(),
            (query, name) -> LimitsView.of(engine.limits())),
        new Page(
            "/configuration",
            "/api/configuration",
            "configuration",
            Set.of(),
            (query, name) -> ConfigurationView.of(program)));
  }

  /** The trends are JSON only; the overview draws them. */
  private Page trends() {
    return new Page(
        "", "/api/trends", "", Set.of(), (query, name) -> TrendsView.of(engine.trends()));
  }

  private OverviewPage overview() {
    return OverviewPage.of(snapshot.get(), engine, Clock.systemUTC().instant());
  }

  private SessionDetailView session(String name) throws PageException {
    return engine
        .session(name)
        .map(SessionDetailView::of)
        .orElseThrow(
            () ->
                PageException.notFound(
                    "No session has this id. It may have ended; the page Sessions lists the live"
                        + " ones."));
  }

  private StreamsView streams() {
    return StreamsView.of(snapshot.get(), streams.get(), health().broker());
  }

  private UpstreamView upstream() {
    return UpstreamView.of(
        engine.upstream(), engine.longestSilence(), health(), snapshot.get().counts());
  }

  private HealthView health() {
    return HealthView.of(engine.health().report(), engine.broker());
  }
}
