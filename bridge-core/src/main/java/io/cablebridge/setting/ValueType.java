package io.cablebridge.setting;

import io.cablebridge.secret.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * How the values of one type are read from text and written back.
 *
 * @param word the type in the reference, for example {@code duration}
 * @param reader text to value; throws {@link BadValueException}
 * @param writer value to the text that the file would hold; a secret is masked
 * @param <T> the type of the values
 */
public record ValueType<T>(String word, Function<RawValue, T> reader, Function<T, String> writer) {
  static final ValueType<String> TEXT = scalar("text", text -> text, Quoting::yaml);
  static final ValueType<Integer> NUMBER = scalar("number", ValueType::number, String::valueOf);
  static final ValueType<Boolean> FLAG = scalar("true or false", ValueType::flag, String::valueOf);
  static final ValueType<Integer> SIZE = scalar("size", SizeSyntax::parse, SizeSyntax::format);
  static final ValueType<Duration> DURATION =
      scalar("duration", DurationSyntax::parse, DurationSyntax::format);
  static final ValueType<URI> URL =
      scalar("URL", UrlSyntax::parse, url -> Quoting.yaml(UrlSyntax.masked(url)));
  static final ValueType<Secret> SECRET =
      scalar("secret", ValueType::secret, secret -> Quoting.yaml(secret.toString()));
  static final ValueType<List<String>> LIST =
      new ValueType<>("list", RawValue::items, Quoting::yaml);

  private static final String MASK = Secret.of("any").toString();

  T parse(RawValue raw) {
    return reader.apply(raw);
  }

  /** The text that the file would hold for this value. */
  public String format(T value) {
    return writer.apply(value);
  }

  static <T> ValueType<T> scalar(
      String word, Function<String, T> reader, Function<T, String> writer) {
    return new ValueType<>(word, raw -> reader.apply(raw.scalar()), writer);
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
            throw new BadValueException("is " + Quoting.quote(text) + ", but must be " + word);
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
      throw new BadValueException("is " + Quoting.quote(text) + ", which is not a whole number");
    }
  }

  private static Boolean flag(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "yes", "on", "1" -> true;
      case "false", "no", "off", "0" -> false;
      default ->
          throw new BadValueException("is " + Quoting.quote(text) + ", but must be true or false");
    };
  }

  /** Refuses the mask of print-config: as a secret, every reader of that output could use it. */
  private static Secret secret(String text) {
    if (text.equals(MASK)) {
      throw new BadValueException(
          "is " + Quoting.quote(MASK) + ", which print-config shows in place of the secret");
    }
    return Secret.of(text);
  }
}
