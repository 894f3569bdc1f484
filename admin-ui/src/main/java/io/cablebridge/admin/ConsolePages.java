package io.cablebridge.admin;

import io.cablebridge.admin.page.CachedSupplier;
import io.cablebridge.admin.page.ConfigurationView;
import io.cablebridge.admin.page.HealthView;
import io.cablebridge.admin.page.LimitsView;
import io.cablebridge.admin.page.PageException;
import io.cablebridge.admin.page.QueueLimits;
import io.cablebridge.admin.page.Sources;
import io.cablebridge.admin.page.StreamRates;
import io.cablebridge.admin.page.StreamsView;
import io.cablebridge.admin.page.Templates;
import io.cablebridge.admin.page.UpstreamView;
import io.cablebridge.admin.page.overview.Overview;
import io.cablebridge.admin.page.overview.OverviewPage;
import io.cablebridge.admin.page.overview.TrendsView;
import io.cablebridge.admin.page.session.SessionDetailView;
import io.cablebridge.admin.page.session.SessionFilter;
import io.cablebridge.admin.page.session.SessionList;
import io.cablebridge.session.diagnostics.EngineSnapshot;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;

/**
 * All pages of the console, in the order of its navigation. They share one snapshot of the engine
 * and one of the streams, each at most a second old, so that many readers walk either once.
 */
final class ConsolePages {
  private final Sources sources;
  private final Clock clock;
  private final CachedSupplier<EngineSnapshot> engine;
  private final CachedSupplier<StreamRates.Look> streams;

  ConsolePages(Sources sources, Clock clock, LongSupplier nanos) {
    this.sources = sources;
    this.clock = clock;
    this.engine = new CachedSupplier<>(sources.engine(), nanos);
    this.streams = new CachedSupplier<>(new StreamRates(sources.streams(), nanos), nanos);
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
            (query, name) -> SessionList.of(engine.get(), queueLimits(), SessionFilter.of(query))),
        new Page(
            "/sessions/*", "/api/sessions/*", "session", Set.of(), (query, name) -> session(name)),
        new Page("/streams", "/api/streams", "streams", Set.of(), (query, name) -> streams()),
        new Page("/upstream", "/api/upstream", "upstream", Set.of(), (query, name) -> upstream()),
        new Page(
            "/limits",
            "/api/limits",
            "limits",
            Set.of(),
            (query, name) -> LimitsView.of(sources.observed().limits().get())),
        new Page(
            "/configuration",
            "/api/configuration",
            "configuration",
            Set.of(),
            (query, name) -> ConfigurationView.of(sources)));
  }

  /** Has no page of its own; the overview draws it. */
  private Page trends() {
    return new Page(
        "",
        "/api/trends",
        "",
        Set.of(),
        (query, name) -> TrendsView.of(sources.observed().trends().get()));
  }

  private OverviewPage overview() {
    return OverviewPage.of(engine.get(), sources, clock.instant());
  }

  private SessionDetailView session(String name) throws PageException {
    return sources
        .observed()
        .session()
        .apply(name)
        .map(detail -> SessionDetailView.of(detail, queueLimits()))
        .orElseThrow(
            () ->
                PageException.notFound(
                    "There is no session of this id. It may have ended; those that live are under"
                        + " Sessions."));
  }

  private StreamsView streams() {
    HealthView.Broker broker =
        HealthView.of(sources.readiness().verdict(), sources.broker().get()).broker();
    return StreamsView.of(engine.get(), streams.get(), broker);
  }

  private UpstreamView upstream() {
    Overview overview = Overview.of(engine.get(), sources, clock.instant());
    return UpstreamView.of(
        sources.observed().upstream().get(),
        sources.observed().longestSilence().get(),
        overview.health(),
        overview.upstreams());
  }

  private QueueLimits queueLimits() {
    return QueueLimits.of(sources.observed().limits().get());
  }
}
