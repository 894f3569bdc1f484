package io.cablebridge.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** The kinds of value that a setting can have. */
final class Types {
  static final ValueType<String> TEXT = scalar("text", text -> text, Quoting::yaml);
  static final ValueType<Integer> NUMBER = scalar("number", Types::number, String::valueOf);
  static final ValueType<Boolean> FLAG = scalar("true or false", Types::flag, String::valueOf);
  static final ValueType<URI> URL = scalar("URL", Types::url, url -> Quoting.yaml(url.toString()));
  static final ValueType<List<String>> LIST = new Plain<>("list", RawValue::items, Quoting::yaml);
  static final DurationType DURATION = new DurationType();
  static final SizeType SIZE = new SizeType();
  static final SecretType SECRET = new SecretType();
  static final RedisUrlType REDIS_URL = new RedisUrlType();

  private Types() {}

  /** One of the constants of an enum, in small letters. */
  static <E extends Enum<E>> ValueType<E> choice(Class<E> constants) {
    List<String> words = List.of(constants.getEnumConstants()).stream().map(Types::small).toList();
    String word = String.join(" or ", words);
    return scalar(
        word,
        text -> {
          int index = words.indexOf(text.toLowerCase(Locale.ROOT));
          if (index < 0) {
            throw new BadValueException("is " + Quoting.quote(text) + ", but must be " + word);
          }
          return constants.getEnumConstants()[index];
        },
        Types::small);
  }

  private record Plain<T>(String word, Function<RawValue, T> reader, Function<T, String> writer)
      implements ValueType<T> {
    @Override
    public T parse(RawValue raw) {
      return reader.apply(raw);
    }

    @Override
    public String format(T value) {
      return writer.apply(value);
    }
  }

  private static <T> ValueType<T> scalar(
      String word, Function<String, T> reader, Function<T, String> writer) {
    return new Plain<>(word, raw -> reader.apply(raw.scalar()), writer);
  }

  private static String small(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
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

  private static URI url(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new BadValueException("is not a URL: " + e.getReason());
    }
  }
}
