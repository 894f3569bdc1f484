package io.cablebridge.http;

/**
 * A request that is answered with an error object; thrown before anything was done. Carries no
 * stack trace.
 */
final class ApiException extends Exception {
  private static final long serialVersionUID = 1;
  private final ErrorCode code;

  /**
   * @param detail a sentence for a person, which repeats nothing secret
   */
  ApiException(ErrorCode code, String detail) {
    super(detail, null, false, false);
    this.code = code;
  }

  ErrorCode code() {
    return code;
  }

  String detail() {
    return String.valueOf(getMessage());
  }
}
