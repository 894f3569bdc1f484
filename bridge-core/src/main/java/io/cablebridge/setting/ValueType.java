package io.cablebridge.setting;

import io.cablebridge.secret.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * How the values of one type are read from text and written back.
 *
 * @param word the type in the reference, for example {@code duration}
 * @param bounds the valid values in words, for the reference; empty if every value is valid
 * @param reader text to valid value; throws {@link BadValueException}
 * @param writer value to the text that the file would hold; a secret is masked
 */
public record ValueType<T>(
    String word, String bounds, Function<RawValue, T> reader, Function<T, String> writer) {
  static final ValueType<Integer> NUMBER = scalar("number", ValueType::number, String::valueOf);
  static final ValueType<Boolean> FLAG = scalar("true or false", ValueType::flag, String::valueOf);
  static final ValueType<Integer> SIZE = scalar("size", SizeSyntax::parse, SizeSyntax::format);
  static final ValueType<Duration> DURATION =
      scalar("duration", DurationSyntax::parse, DurationSyntax::format);
  static final ValueType<Secret> SECRET =
      scalar("secret", ValueType::secret, secret -> Quoting.yaml(secret.toString()));

  private static final String MASK = Secret.of("any").toString();

  T read(RawValue raw) {
    return reader.apply(raw);
  }

  public String format(T value) {
    return writer.apply(value);
  }

  static <T> ValueType<T> scalar(
      String word, Function<String, T> reader, Function<T, String> writer) {
    return new ValueType<>(word, "", raw -> reader.apply(raw.scalar()), writer);
  }

  static ValueType<String> text(TextFormat format) {
    return scalar("text", text -> text, Quoting::yaml)
        .checked(format.words(), text -> format.check("is", text));
  }

  static ValueType<List<String>> list(TextFormat format) {
    return new ValueType<List<String>>("list", "", RawValue::items, Quoting::yaml)
        .checked(
            "each " + format.words(), texts -> texts.forEach(text -> format.check("has", text)));
  }

  static ValueType<URI> url(TextFormat format) {
    boolean redis = format == TextFormat.REDIS_URL;
    return scalar("URL", UrlSyntax::parse, url -> Quoting.yaml(UrlSyntax.masked(url)))
        .checked(format.words(), redis ? UrlSyntax::checkRedis : UrlSyntax::checkWebSocket);
  }

  /** The values of a type between two bounds, such as {@code 1s to 1m}; both are valid. */
  static <C extends Comparable<C>> ValueType<C> ranged(ValueType<C> type, String range) {
    String[] ends = range.split(" to ", 2);
    C min = type.read(RawValue.of(ends[0]));
    C max = type.read(RawValue.of(ends[1]));
    return type.checked(
        range,
        value -> {
          boolean low = value.compareTo(min) < 0;
          if (low || value.compareTo(max) > 0) {
            throw new BadValueException(
                "is "
                    + type.format(value)
                    + ", but must be at "
                    + (low ? "least " + type.format(min) : "most " + type.format(max)));
          }
        });
  }

  /** The type with a condition, which throws {@link BadValueException} for an invalid value. */
  private ValueType<T> checked(String words, Consumer<T> condition) {
    return new ValueType<>(
        word,
        words,
        raw -> {
          T value = reader.apply(raw);
          condition.accept(value);
          return value;
        },
        writer);
  }

  /** One of the constants of an enum, in lower case. */
  static <E> ValueType<E> choice(Class<E> type) {
    List<E> constants = List.of(type.getEnumConstants());
    List<String> words = constants.stream().map(ValueType::lowerCase).toList();
    String word = String.join(" or ", words);
    return scalar(
        word,
        text -> {
          int index = words.indexOf(text.toLowerCase(Locale.ROOT));
          if (index < 0) {
            throw new BadValueException(text, "but must be " + word);
          }
          return constants.get(index);
        },
        ValueType::lowerCase);
  }

  private static String lowerCase(Object constant) {
    return constant.toString().toLowerCase(Locale.ROOT);
  }

  private static Integer number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new BadValueException(text, "which is not a whole number");
    }
  }

  private static Boolean flag(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "yes", "on", "1" -> true;
      case "false", "no", "off", "0" -> false;
      default -> throw new BadValueException(text, "but must be true or false");
    };
  }

  /** Refuses the mask of print-config: as a secret, every reader of that output could use it. */
  private static Secret secret(String text) {
    if (text.equals(MASK)) {
      throw new BadValueException(MASK, "which print-config shows in place of the secret");
    }
    return Secret.of(text);
  }
}
