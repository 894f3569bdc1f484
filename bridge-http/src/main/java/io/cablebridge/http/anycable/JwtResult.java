package io.cablebridge.http.anycable;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a request's token is worth. */
sealed interface JwtResult {

  /**
   * It proves who the client is.
   *
   * @param ext the JSON text of the connection's identifiers, as the token holds it
   * @param expiresAt when it ends; null for never
   */
  record Accepted(String ext, @Nullable Instant expiresAt) implements JwtResult {}

  /** It is genuine, and its time is over: a client with a new one is welcome. */
  record Expired() implements JwtResult {}

  /**
   * It proves nothing, or it is missing where one is required.
   *
   * @param reason a sentence for a person; repeats nothing of the token
   */
  record Invalid(String reason) implements JwtResult {}

  /** There is none, or none is looked at: somebody else judges. */
  record Absent() implements JwtResult {}
}
