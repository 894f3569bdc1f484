package io.cablebridge.http.exchange;

import java.util.Locale;

/** A client's behavior below the level of requests that is counted, not answered as a refusal. */
public enum ClientFault {
  /** Bytes that are not a request of HTTP. */
  MALFORMED,
  /** A head, a body or a handshake of TLS that took too long. */
  TOO_SLOW,
  /** A stream of HTTP/2 that its client gave up. */
  HTTP2_RESET,
  /** A connection of HTTP/2 that ended for its rate of resets and other empty frames. */
  HTTP2_FLOOD;

  private final String text = name().toLowerCase(Locale.ROOT);

  String text() {
    return text;
  }
}
