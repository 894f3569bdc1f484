package io.cablebridge.config;

/**
 * How a value is written: from text and back.
 *
 * @param <T> what the text means
 */
interface ValueType<T> {

  /** The word for it in the documentation: {@code duration}, {@code size}. */
  String word();

  /** What the raw value means; throws {@link BadValueException}. */
  T parse(RawValue raw);

  /** The value as it would be written in the file. */
  String format(T value);
}
