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

  /**
   * The record of these values.
   *
   * @param values the value of each key; it has the key's type
   */
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
    String description = annotation(component, Description.class).value();
    Class<?> type = component.getType();
    TextFormat format = setting.format();
    if (type == int.class) {
      ValueType<Integer> number = setting.bytes() ? ValueType.SIZE : ValueType.NUMBER;
      return ranged(setting, number, description);
    } else if (type == Duration.class) {
      return ranged(setting, ValueType.DURATION, description);
    } else if (type == boolean.class) {
      return key(setting, ValueType.FLAG, "", value -> null, description);
    } else if (type == Secret.class) {
      return key(setting, ValueType.SECRET, "", value -> null, description);
    } else if (type == URI.class) {
      ValueCheck<URI> check = url -> format.complaint("is", url.toString());
      return key(setting, ValueType.URL, format.words(), check, description);
    } else if (type == String.class) {
      ValueCheck<String> check = text -> format.complaint("is", text);
      return key(setting, ValueType.TEXT, format.words(), check, description);
    } else if (type == List.class) {
      String bounds = "each " + format.words();
      return key(setting, ValueType.LIST, bounds, ValueCheck.each(format), description);
    }
    return key(setting, ValueType.choice(type), "", value -> null, description);
  }

  private static <A extends Annotation> A annotation(RecordComponent component, Class<A> type) {
    return Objects.requireNonNull(
        component.getAnnotation(type), () -> component + " has no " + type.getSimpleName());
  }

  private static <T extends Comparable<T>> ConfigKey<T> ranged(
      Setting setting, ValueType<T> type, String description) {
    String[] ends = setting.range().split(" to ", 2);
    T min = type.parse(new RawValue.Scalar(ends[0]));
    T max = type.parse(new RawValue.Scalar(ends[1]));
    String upper = setting.notAbove();
    String bounds = setting.range() + (upper.isEmpty() ? "" : ", at most `" + upper + "`");
    return key(setting, type, bounds, ValueCheck.range(type, min, max), description);
  }

  private static <T> ConfigKey<T> key(
      Setting setting, ValueType<T> type, String bounds, ValueCheck<T> check, String description) {
    T defaultValue = type.parse(new RawValue.Scalar(setting.defaultValue()));
    return new ConfigKey<>(
        setting.key(),
        type,
        defaultValue,
        bounds,
        check,
        setting.notAbove(),
        setting.reload(),
        description);
  }
}
