package io.cablebridge.setting;

/**
 * A text is not a valid value of its setting. The message is the rest of a sentence whose subject
 * is the key: {@code is "x", which is not a whole number}.
 */
public final class BadValueException extends RuntimeException {
  BadValueException(String message) {
    super(message);
  }

  /** The message names the value: {@code is "x", } and the reason. */
  BadValueException(String value, String reason) {
    this("is " + Quoting.quote(value) + ", " + reason);
  }
}
