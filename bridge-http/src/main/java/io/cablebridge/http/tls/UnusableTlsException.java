package io.cablebridge.http.tls;

/**
 * A certificate or a key with which nothing can be served. The message ends a sentence that begins
 * with the file's name, and holds nothing of the file.
 */
final class UnusableTlsException extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean ofKey;

  UnusableTlsException(boolean ofKey, String message) {
    super(message);
    this.ofKey = ofKey;
  }

  /** Whether the key's file is to blame rather than the certificate's. */
  boolean isOfKey() {
    return ofKey;
  }
}
