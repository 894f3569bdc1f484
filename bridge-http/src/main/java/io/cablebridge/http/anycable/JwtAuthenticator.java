package io.cablebridge.http.anycable;

import io.cablebridge.time.Time;
import jakarta.inject.Inject;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;

/**
 * Finds and checks the token of a request: header {@code X-JID}, else parameter {@code jid}. One
 * for the process, thread-safe.
 */
final class JwtAuthenticator {
  private static final JwtResult ABSENT = new JwtResult.Absent();

  private final String param;
  private final String header;
  private final boolean required;
  private final @Nullable JwtReader reader;
  private final Time time;

  @Inject
  JwtAuthenticator(JwtConfig config, Time time) {
    this.param = config.param();
    this.header = config.header();
    this.required = config.required();
    this.reader = config.secret().isPresent() ? new JwtReader(config.secret()) : null;
    this.time = time;
  }

  /** Checks the token of a request; {@code Absent} only if no token is required. */
  JwtResult authenticate(HttpFields headers, Fields query) {
    String token = token(headers, query);
    if (reader == null || token == null) {
      return required ? new JwtResult.Invalid("A token is required.") : ABSENT;
    }
    return reader.read(token, time.now());
  }

  private @Nullable String token(HttpFields headers, Fields query) {
    String inHeader = headers.get(header);
    String token = inHeader == null || inHeader.isEmpty() ? query.getValue(param) : inHeader;
    return token == null || token.isEmpty() ? null : token;
  }
}
