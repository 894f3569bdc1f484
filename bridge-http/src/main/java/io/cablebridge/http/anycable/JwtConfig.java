package io.cablebridge.http.anycable;

import io.cablebridge.secret.Secret;
import java.util.Locale;

/**
 * Who is let in by a token instead of Rails; the keys under {@code jwt.}
 *
 * @param secret with which tokens are signed (HS256); default none, and no token is looked at then
 * @param param the query parameter that holds the token; a header {@code X-<param>} stands above
 *     it; default {@code jid}
 * @param required whether nobody is let in without a token; default false, which leaves those to
 *     Rails
 */
public record JwtConfig(Secret secret, String param, boolean required) {

  /** The header that holds the token, in the spelling that AnyCable's clients use. */
  public String header() {
    return "X-" + param.toUpperCase(Locale.ROOT);
  }

  /** The values that hold when nothing is configured. */
  public static JwtConfig defaults() {
    return new JwtConfig(Secret.NONE, "jid", false);
  }
}
