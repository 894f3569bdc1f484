package io.cablebridge.admin;

import io.cablebridge.admin.security.Routes;
import io.cablebridge.health.Readiness;
import io.cablebridge.health.ReadinessReport;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Answers {@code GET /health/live} and {@code /health/ready} like the public server. */
final class HealthHandler extends HttpServlet {

  private final transient Readiness readiness;

  HealthHandler(Readiness readiness) {
    this.readiness = readiness;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (request.getServletPath().equals(Routes.LIVE)) {
      answer(response, 200, ReadinessReport.LIVE);
    } else {
      ReadinessReport report = readiness.report();
      answer(response, report.isReady() ? 200 : 503, report.json());
    }
  }

  private static void answer(HttpServletResponse response, int status, String json)
      throws IOException {
    byte[] body = json.getBytes(StandardCharsets.US_ASCII);
    response.setStatus(status);
    response.setContentType("application/json");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
