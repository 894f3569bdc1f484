package io.cablebridge.config;

import org.jspecify.annotations.Nullable;

/**
 * What a value of the right type must fulfil.
 *
 * @param <T> the type of the value
 */
interface Check<T> {

  /** What is wrong, as the end of a sentence that begins with the key; null if nothing is. */
  @Nullable String complaint(T value);

  /** The bounds for the documentation; empty if there are none to state. */
  String bounds();
}
