package io.cablebridge.admin.metrics;

import io.cablebridge.admin.page.CachedSupplier;
import io.cablebridge.admin.page.Sources;
import io.cablebridge.admin.security.Audit;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Answers {@code GET /metrics} in Prometheus' text format. The metrics are made with the first
 * scrape, so that a bridge that nobody scrapes does not pay for them.
 */
public final class MetricsHandler extends HttpServlet {

  private static final String FORMAT = "text/plain; version=0.0.4; charset=utf-8";

  private final transient Sources sources;
  private final transient Audit audit;
  private transient @Nullable Exporter exporter;

  public MetricsHandler(Sources sources, Audit audit) {
    this.sources = sources;
    this.audit = audit;
  }

  /** All metrics of the process. */
  private record Exporter(PrometheusMeterRegistry registry, ProcessMetrics process) {

    static Exporter of(Sources sources, Audit audit) {
      PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
      ProcessMetrics process = new ProcessMetrics(registry); // first, as it filters
      CachedSupplier<SessionStats> stats =
          new CachedSupplier<>(
              () -> SessionStats.of(sources.engine().get(), sources.streams().get()),
              System::nanoTime);
      MetricBinder metrics = new MetricBinder(registry);
      EngineMetrics.bind(sources, stats, metrics);
      CounterMetrics.bind(sources, metrics);
      metrics.counters("admin.logins", "Logins to the console.", "result", audit.logins());
      metrics.counters("admin.actions", "Commands of operators.", "action", audit.actions());
      HistogramMetrics.bind(sources, registry.getPrometheusRegistry());
      return new Exporter(registry, process);
    }

    void close() {
      process.close();
      registry.close();
    }
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    byte[] text = exporter().registry().scrape(FORMAT).getBytes(StandardCharsets.UTF_8);
    response.setContentType(FORMAT);
    response.setContentLength(text.length);
    response.getOutputStream().write(text);
  }

  private synchronized Exporter exporter() {
    Exporter known = exporter;
    if (known == null) {
      known = Exporter.of(sources, audit);
      exporter = known;
    }
    return known;
  }

  @Override
  public synchronized void destroy() {
    if (exporter != null) {
      exporter.close();
    }
  }
}
