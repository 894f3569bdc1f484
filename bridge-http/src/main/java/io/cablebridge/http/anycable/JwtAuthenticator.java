package io.cablebridge.http.anycable;

import io.cablebridge.time.Time;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;

/**
 * Finds a request's token and judges it: header {@code X-JID}, else parameter {@code jid}. One for
 * the process; thread-safe.
 */
public final class JwtAuthenticator {
  private static final JwtResult ABSENT = new JwtResult.Absent();

  private final String param;
  private final String header;
  private final boolean required;
  private final @Nullable JwtReader reader;
  private final Time time;

  public JwtAuthenticator(JwtConfig config, Time time) {
    this.param = config.param();
    this.header = config.header();
    this.required = config.required();
    this.reader = config.secret().isPresent() ? new JwtReader(config.secret()) : null;
    this.time = time;
  }

  /** What the token of these is worth; Absent only where it may be. */
  JwtResult of(HttpFields headers, Fields query) {
    String token = token(headers, query);
    if (reader == null || token == null) {
      return required ? new JwtResult.Invalid("A token is required.") : ABSENT;
    }
    return reader.read(token, time.now());
  }

  private @Nullable String token(HttpFields headers, Fields query) {
    String above = headers.get(header);
    String token = above == null || above.isEmpty() ? query.getValue(param) : above;
    return token == null || token.isEmpty() ? null : token;
  }
}
