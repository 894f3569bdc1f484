package io.cablebridge.http.exchange;

import java.util.Locale;

/** The catalogue of errors; {@link #text} is the field {@code error} of the error object. */
public enum ErrorCode {
  BAD_REQUEST(400, false),
  BAD_SESSION_ID(400, false),
  UNAUTHORIZED(401, false),
  ORIGIN_NOT_ALLOWED(403, false),
  CREDENTIALS_MISMATCH(403, false),
  SESSION_BUSY(403, true),
  SESSION_NOT_FOUND(404, false),
  NOT_FOUND(404, false),
  METHOD_NOT_ALLOWED(405, false),
  REQUEST_TIMEOUT(408, true),
  PAYLOAD_TOO_LARGE(413, false),
  URI_TOO_LONG(414, false),
  UNSUPPORTED_MEDIA_TYPE(415, false),
  UNPROCESSABLE(422, false),
  NOT_SUPPORTED(422, false),
  SESSION_LIMIT(429, true),
  ADDRESS_LIMIT(429, true),
  HEADERS_TOO_LARGE(431, false),
  INTERNAL(500, true),
  BROKER_UNAVAILABLE(503, true),
  OVERLOADED(503, true),
  SHUTTING_DOWN(503, true);

  private final int status;
  private final boolean retry;
  private final String text = name().toLowerCase(Locale.ROOT);

  ErrorCode(int status, boolean retry) {
    this.status = status;
    this.retry = retry;
  }

  int status() {
    return status;
  }

  boolean retry() {
    return retry;
  }

  public String text() {
    return text;
  }
}
