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
    boolean live = request.getServletPath().equals(Routes.LIVE);
    ReadinessReport report = readiness.report();
    byte[] body = (live ? ReadinessReport.LIVE : report.json()).getBytes(StandardCharsets.US_ASCII);
    response.setStatus(live || report.isReady() ? 200 : 503);
    response.setContentType("application/json");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
