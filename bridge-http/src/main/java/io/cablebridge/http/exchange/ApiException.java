package io.cablebridge.http.exchange;

/**
 * A request that is answered with an error object; thrown before anything was done. Carries no
 * stack trace.
 */
public final class ApiException extends Exception {
  private static final long serialVersionUID = 1;
  private final ErrorCode code;

  /**
   * @param detail a sentence for a person, which repeats nothing secret
   */
  public ApiException(ErrorCode code, String detail) {
    super(detail, null, false, false);
    this.code = code;
  }

  public ErrorCode code() {
    return code;
  }

  public String detail() {
    return String.valueOf(getMessage());
  }
}
