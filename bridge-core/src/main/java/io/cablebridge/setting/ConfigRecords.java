package io.cablebridge.setting;

import io.cablebridge.secret.Secret;
import java.lang.annotation.Annotation;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Finds the settings of config records and creates the records from values. A component of a config
 * record is a setting ({@link Setting}), or another config record.
 */
public final class ConfigRecords {
  private ConfigRecords() {}

  /** The settings of a record and of the records in it, in the order of the components. */
  public static List<ConfigKey<?>> keys(Class<? extends Record> type) {
    return Arrays.stream(type.getRecordComponents())
        .<ConfigKey<?>>flatMap(ConfigRecords::keys)
        .toList();
  }

  /** The record with the default of each setting. */
  public static <R extends Record> R defaults(Class<R> type) {
    return create(type, ConfigKey::defaultValue);
  }

  /** The record of these values; the value of each key has the key's type. */
  public static <R extends Record> R create(Class<R> type, Function<ConfigKey<?>, ?> values) {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    Object[] arguments = Arrays.stream(components).map(each -> value(each, values)).toArray();
    try {
      return type.getDeclaredConstructor(types).newInstance(arguments);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type.getName() + " is not a config record", e);
    }
  }

  private static Object value(RecordComponent component, Function<ConfigKey<?>, ?> values) {
    if (component.getType().isRecord()) {
      return create(component.getType().asSubclass(Record.class), values);
    }
    Object value = values.apply(key(component));
    if (value instanceof Secret secret && !secret.isPresent()) {
      return ((SecretFile) values.apply(SecretFile.keyOf(key(component)))).secret();
    }
    return value;
  }

  private static Stream<ConfigKey<?>> keys(RecordComponent component) {
    if (component.getType().isRecord()) {
      return keys(component.getType().asSubclass(Record.class)).stream();
    }
    ConfigKey<?> key = key(component);
    return component.getType() == Secret.class
        ? Stream.of(key, SecretFile.keyOf(key))
        : Stream.of(key);
  }

  private static ConfigKey<?> key(RecordComponent component) {
    Setting setting = annotation(component, Setting.class);
    return key(
        setting,
        type(component.getType(), setting),
        annotation(component, Description.class).value());
  }

  private static <T> ConfigKey<T> key(Setting setting, ValueType<T> type, String description) {
    T defaultValue = type.read(RawValue.of(setting.defaultValue()));
    return new ConfigKey<>(
        setting.key(), type, defaultValue, setting.notAbove(), setting.reload(), description);
  }

  private static ValueType<?> type(Class<?> type, Setting setting) {
    if (type == int.class) {
      return ValueType.ranged(setting.bytes() ? ValueType.SIZE : ValueType.NUMBER, setting.range());
    } else if (type == Duration.class) {
      return ValueType.ranged(ValueType.DURATION, setting.range());
    } else if (type == boolean.class) {
      return ValueType.FLAG;
    } else if (type == Secret.class) {
      return ValueType.SECRET;
    } else if (type == URI.class) {
      return ValueType.url(setting.format());
    } else if (type == String.class) {
      return ValueType.text(setting.format());
    }
    return type == List.class ? ValueType.list(setting.format()) : ValueType.choice(type);
  }

  private static <A extends Annotation> A annotation(RecordComponent component, Class<A> type) {
    return Objects.requireNonNull(
        component.getAnnotation(type), () -> component + " has no " + type.getSimpleName());
  }
}
