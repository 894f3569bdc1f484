package io.cablebridge.http.exchange;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;

/**
 * A refusal of a request; its answer is an error object. It is thrown before anything is done, and
 * has no stack trace.
 */
public final class ApiException extends Exception {
  private final ErrorCode code;

  /** The detail is a sentence for people; it holds no secret. */
  public ApiException(ErrorCode code, String detail) {
    super(detail, null, false, false);
    this.code = code;
  }

  public static ApiException badRequest(String detail) {
    return new ApiException(ErrorCode.BAD_REQUEST, detail);
  }

  public static ApiException noSuchEndpoint() {
    return new ApiException(ErrorCode.NOT_FOUND, "No such endpoint.");
  }

  public static ApiException shuttingDown() {
    return new ApiException(ErrorCode.SHUTTING_DOWN, "The bridge is shutting down.");
  }

  /** The refusal of every method but these; sets the header {@code Allow}. */
  public static ApiException methodNotAllowed(Response response, String allowed) {
    response.getHeaders().put(HttpHeader.ALLOW, allowed);
    return new ApiException(ErrorCode.METHOD_NOT_ALLOWED, "Allowed methods: " + allowed + ".");
  }

  /** For a failure that the caller has logged. */
  public static ApiException internal() {
    return new ApiException(ErrorCode.INTERNAL, "Internal error; the bridge's log has the cause.");
  }

  public ErrorCode code() {
    return code;
  }

  public String detail() {
    return String.valueOf(getMessage());
  }
}
