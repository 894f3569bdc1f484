package io.cablebridge.admin;

import jakarta.servlet.http.HttpServletResponse;

/** A page cannot be made of what was asked; the message is a sentence for the reader. */
final class Unanswerable extends Exception {
  private static final long serialVersionUID = 1;

  private final int status;

  private Unanswerable(int status, String sentence) {
    super(sentence);
    this.status = status;
  }

  static Unanswerable badRequest(String sentence) {
    return new Unanswerable(HttpServletResponse.SC_BAD_REQUEST, sentence);
  }

  static Unanswerable notFound(String sentence) {
    return new Unanswerable(HttpServletResponse.SC_NOT_FOUND, sentence);
  }

  int status() {
    return status;
  }

  String sentence() {
    return String.valueOf(getMessage());
  }
}
