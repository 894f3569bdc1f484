package io.cablebridge.http.tls;

/**
 * A certificate or a key that cannot be used. The message ends a sentence that begins with the
 * file's name; it holds nothing of the file.
 */
public final class UnusableTlsException extends Exception {
  private final boolean ofKey;

  UnusableTlsException(boolean ofKey, String message) {
    super(message);
    this.ofKey = ofKey;
  }

  /** Whether the problem is in the key's file and not in the certificate's. */
  public boolean isOfKey() {
    return ofKey;
  }
}
