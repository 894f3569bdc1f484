package io.cablebridge.setting;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares a setting on the record component that holds its value. The component's type decides how
 * a value is written: {@code int}, {@code boolean}, {@code Duration}, {@code String}, {@code
 * List<String>}, {@code URI}, an enum, or {@code Secret}, which adds a second key with {@code
 * -file} at its end. Defaults and bounds are written as in the configuration file.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Setting {
  /** The dotted key, for example {@code sse.heartbeat}. */
  String key();

  /** The value without any configuration; a list is written with commas. */
  String defaultValue() default "";

  /** Both bounds, for example {@code 100ms to 10m}; the bounds are allowed values. */
  String range() default "";

  /** The key of another setting that this one must not exceed; empty for none. */
  String notAbove() default "";

  /** Whether an {@code int} counts bytes and is written with a unit, such as {@code 64KiB}. */
  boolean bytes() default false;

  /** The form that a text, each text of a list, or a URL must have. */
  TextFormat format() default TextFormat.ANY;

  /** When a running bridge applies a changed value. */
  Reload reload() default Reload.NEEDS_RESTART;
}
