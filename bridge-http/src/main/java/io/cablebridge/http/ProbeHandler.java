package io.cablebridge.http;

import io.cablebridge.health.Readiness;
import io.cablebridge.health.ReadinessReport;
import io.cablebridge.http.exchange.ApiException;
import io.cablebridge.http.exchange.Responses;
import io.cablebridge.http.request.HttpConfig;
import jakarta.inject.Inject;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Answers {@code GET /health/live} and {@code /health/ready} below the base path, without a check
 * of Origin or credentials, as a load balancer has neither. Other requests pass on to the next
 * handler.
 */
final class ProbeHandler extends Handler.Abstract.NonBlocking {
  private final String live;
  private final String ready;
  private final Readiness readiness;

  @Inject
  ProbeHandler(HttpConfig config, Readiness readiness) {
    this.live = config.path("health/live");
    this.ready = config.path("health/ready");
    this.readiness = readiness;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    String path = request.getHttpURI().getPath();
    if (!live.equals(path) && !ready.equals(path)) {
      return false;
    }
    String method = request.getMethod();
    if (!method.equals("GET") && !method.equals("HEAD")) {
      ApiException refusal = ApiException.methodNotAllowed(response, "GET, HEAD");
      Responses.refuse(request, response, refusal, callback);
    } else if (live.equals(path)) {
      Responses.json(response, 200, ReadinessReport.LIVE, callback);
    } else {
      ReadinessReport report = readiness.report();
      Responses.json(response, report.isReady() ? 200 : 503, report.json(), callback);
    }
    return true;
  }
}
