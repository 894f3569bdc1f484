package io.cablebridge.admin;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cablebridge.session.EngineSnapshot;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;

/**
 * Answers {@code GET /api/overview} and {@code GET /api/sessions} with the values of the page as
 * JSON: names in snake case, times in seconds, sizes in bytes.
 */
final class ApiHandler extends HttpServlet {

  static final String OVERVIEW = "/api/overview";
  static final String SESSIONS = "/api/sessions";

  private static final JsonMapper JSON =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  private final transient Sources sources;
  private final transient Clock clock;

  ApiHandler(Sources sources, Clock clock) {
    this.sources = sources;
    this.clock = clock;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    EngineSnapshot snapshot = sources.engine().get();
    Object answer =
        request.getServletPath().equals(OVERVIEW)
            ? Overview.of(snapshot, sources, clock.instant())
            : SessionTable.of(snapshot);
    byte[] json = JSON.writeValueAsString(answer).getBytes(StandardCharsets.UTF_8);
    response.setContentType("application/json");
    response.setContentLength(json.length);
    response.getOutputStream().write(json);
  }
}
