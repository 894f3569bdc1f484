package io.cablebridge.http.exchange;

/**
 * A refusal of a request; its answer is an error object. It is thrown before anything is done, and
 * has no stack trace.
 */
public final class ApiException extends Exception {
  private static final long serialVersionUID = 1;
  private final ErrorCode code;

  /**
   * @param detail a sentence for people; holds no secret
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
