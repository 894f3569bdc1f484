package io.cablebridge.admin.metrics;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.cablebridge.admin.page.ProgramState;
import io.cablebridge.admin.security.Audit;
import io.cablebridge.engine.OperatorAccess;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Answers {@code GET /metrics} in Prometheus' text format. The first scrape registers the metrics,
 * so that a bridge without scrapes does not pay for them.
 */
public final class MetricsHandler extends HttpServlet {

  private static final String FORMAT = "text/plain; version=0.0.4; charset=utf-8";

  private final transient OperatorAccess engine;
  private final transient ProgramState program;
  private final transient Audit audit;

  @GuardedBy("this")
  private transient @Nullable Exporter exporter;

  public MetricsHandler(OperatorAccess engine, ProgramState program, Audit audit) {
    this.engine = engine;
    this.program = program;
    this.audit = audit;
  }

  /** All metrics of the process. */
  private record Exporter(PrometheusMeterRegistry registry, ProcessMetrics process) {

    static Exporter of(OperatorAccess engine, ProgramState program, Audit audit) {
      PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
      ProcessMetrics process = new ProcessMetrics(registry); // first, as it filters
      new EngineMetrics(registry, engine).bind(program, audit);
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
    if (exporter == null) {
      exporter = Exporter.of(engine, program, audit);
    }
    return exporter;
  }

  @Override
  public synchronized void destroy() {
    if (exporter != null) {
      exporter.close();
    }
  }
}
