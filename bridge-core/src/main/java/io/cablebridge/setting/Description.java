package io.cablebridge.setting;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Explains a setting in one or two sentences for an operator: its effect, its unit, the meaning of
 * zero or empty. The text is Markdown; the shipped file has it without the marks.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Description {
  String value();
}
