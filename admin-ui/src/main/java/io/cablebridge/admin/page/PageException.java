package io.cablebridge.admin.page;

/** A page cannot be built from the request; the message is a sentence for the reader. */
public final class PageException extends Exception {
  private final int status;

  public PageException(int status, String sentence) {
    super(sentence);
    this.status = status;
  }

  public int status() {
    return status;
  }

  public String sentence() {
    return String.valueOf(getMessage());
  }
}
