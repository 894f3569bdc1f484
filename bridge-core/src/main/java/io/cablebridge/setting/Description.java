package io.cablebridge.setting;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says what a setting means, in one or two sentences for an operator: what it does, its unit, what
 * zero or empty means. The text is Markdown; the shipped file shows it without the marks.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Description {
  /** The text. */
  String value();
}
