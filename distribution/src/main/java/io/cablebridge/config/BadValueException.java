package io.cablebridge.config;

/** A value that a setting cannot take; the message continues a sentence that began with the key. */
final class BadValueException extends RuntimeException {
  BadValueException(String message) {
    super(message);
  }
}
