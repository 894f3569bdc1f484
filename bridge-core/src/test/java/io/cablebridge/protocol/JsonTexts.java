package io.cablebridge.protocol;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Generated JSON: well-formed texts of every kind, and nearly well-formed ones. */
final class JsonTexts {
  private static final String JSON_CHARACTERS =
      "{}[]\",:\\ \n\t/0123456789.-+eEtrufalsn\u0000\u001f\u007fé😀";

  private JsonTexts() {}

  /** One well-formed value without white space around it. */
  static Arbitrary<String> values() {
    return values(4);
  }

  private static Arbitrary<String> values(int depth) {
    Arbitrary<String> scalars = Arbitraries.oneOf(words(), numbers(), strings());
    if (depth == 0) {
      return scalars;
    }
    Arbitrary<String> inner = Arbitraries.lazy(() -> values(depth - 1));
    return Arbitraries.frequencyOf(
        Tuple.of(3, scalars), Tuple.of(1, arrays(inner)), Tuple.of(1, objects(inner)));
  }

  private static Arbitrary<String> words() {
    return Arbitraries.of("true", "false", "null");
  }

  private static Arbitrary<String> numbers() {
    Arbitrary<String> integers =
        Arbitraries.oneOf(
            Arbitraries.longs().map(String::valueOf),
            Arbitraries.of("0", "-0", "9007199254740993", "123456789012345678901234567890"));
    Arbitrary<String> fractions = Arbitraries.of("", "", ".0", ".5", ".000100");
    Arbitrary<String> exponents = Arbitraries.of("", "", "e1", "E+400", "e-07");
    return Combinators.combine(integers, fractions, exponents).as((i, f, e) -> i + f + e);
  }

  static Arbitrary<String> strings() {
    Arbitrary<String> pieces =
        Arbitraries.oneOf(
            Arbitraries.of("a", "é", "€", "😀", "\u2028", "\u007f", " ", "/"),
            Arbitraries.of("\\\"", "\\\\", "\\/", "\\b", "\\f", "\\n", "\\r", "\\t"),
            Arbitraries.of("\\u003c", "\\u0000", "\\ud83d\\ude00", "\\uD800", "\\uABcd"));
    return pieces.list().ofMaxSize(8).map(list -> '"' + String.join("", list) + '"');
  }

  private static Arbitrary<String> arrays(Arbitrary<String> inner) {
    return Combinators.combine(inner.list().ofMaxSize(4), blanks(), blanks())
        .as((items, one, two) -> "[" + one + String.join(two + "," + one, items) + two + "]");
  }

  private static Arbitrary<String> objects(Arbitrary<String> inner) {
    Arbitrary<String> members =
        Combinators.combine(strings(), blanks(), inner)
            .as((key, blank, value) -> key + blank + ":" + blank + value);
    return Combinators.combine(members.list().ofMaxSize(4), blanks())
        .as((items, blank) -> "{" + blank + String.join(blank + ",", items) + blank + "}");
  }

  static Arbitrary<String> blanks() {
    return Arbitraries.of("", "", " ", "\n", "\r\n", "\t ");
  }

  /** Well-formed texts with one or two small changes. */
  static Arbitrary<String> mutants() {
    return mutants(mutants(values()).injectDuplicates(0.1));
  }

  private static Arbitrary<String> mutants(Arbitrary<String> texts) {
    Arbitrary<Character> character = Arbitraries.chars().with(JSON_CHARACTERS);
    return Combinators.combine(texts, Arbitraries.integers().between(0, 400), character)
        .as(JsonTexts::mutate);
  }

  private static String mutate(String text, int where, char with) {
    int at = text.isEmpty() ? 0 : (where / 4) % text.length();
    String before = text.substring(0, at);
    return switch (where % 4) {
      case 0 -> before + with + text.substring(at);
      case 1 -> before + (text.isEmpty() ? "" : text.substring(at + 1));
      case 2 -> before + with + (text.isEmpty() ? "" : text.substring(at + 1));
      default -> before;
    };
  }
}
