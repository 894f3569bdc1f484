package io.cablebridge.admin.page;

import jakarta.servlet.http.HttpServletResponse;

/** A page cannot be built from the request; the message is a sentence for the reader. */
public final class PageException extends Exception {
  private static final long serialVersionUID = 1;

  private final int status;

  private PageException(int status, String sentence) {
    super(sentence);
    this.status = status;
  }

  static PageException badRequest(String sentence) {
    return new PageException(HttpServletResponse.SC_BAD_REQUEST, sentence);
  }

  public static PageException notFound(String sentence) {
    return new PageException(HttpServletResponse.SC_NOT_FOUND, sentence);
  }

  public int status() {
    return status;
  }

  public String sentence() {
    return String.valueOf(getMessage());
  }
}
