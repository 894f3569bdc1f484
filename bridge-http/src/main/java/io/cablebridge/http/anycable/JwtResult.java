package io.cablebridge.http.anycable;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The result of checking a request's token. */
sealed interface JwtResult {

  /**
   * The token is valid.
   *
   * @param expiresAt null for a token without an end
   */
  record Accepted(@Nullable Instant expiresAt) implements JwtResult {}

  /** The token was valid and has expired; a client with a new one is accepted. */
  record Expired() implements JwtResult {}

  /**
   * The token is invalid, or it is missing although one is required.
   *
   * @param reason a sentence for people; holds nothing of the token
   */
  record Invalid(String reason) implements JwtResult {}

  /** There is no token, or tokens are not configured: Rails authenticates the client. */
  record Absent() implements JwtResult {}
}
