package io.cablebridge.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Two texts are compared as Ruby's == compares what JSON.parse makes of them. */
class ParsedJsonTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"a":1,"b":2}                     | {"b":2,"a":1}
          {"a":{"x":[1,{"y":2,"z":3}]}}     | {"a":{"x":[1,{"z":3,"y":2}]}}
          {"a":1}                           | ` { "a" : 1 } `
          {"a":1}                           | {"a":1.0}
          {"a":100}                         | {"a":1e2}
          {"a":0}                           | {"a":-0.0}
          {"a":0.5}                         | {"a":5e-1}
          {"a":1e400}                       | {"a":1e500}
          {"a":1,"a":2}                     | {"a":2}
          {"a":"A/"}                        | {"a":"\\u0041\\/"}
          {"a":"\\u00e9"}                   | {"a":"é"}
          {"a":null}                        | {"a":null}
          [1,2]                             | [1.0,2]
          """)
  void theseAreEqual(String one, String other) {
    ParsedJson left = parsed(one);
    ParsedJson right = parsed(other);
    assertThat(left).isNotNull().isEqualTo(right).hasSameHashCodeAs(right);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"a":1}                  | {"a":"1"}
          {"a":1}                  | {"a":true}
          {"a":1}                  | {"a":1,"b":null}
          {"a":null}               | {}
          {"a":[1,2]}              | {"a":[2,1]}
          {"a":"b"}                | {"a":"B"}
          {"A":1}                  | {"a":1}
          {"a":9007199254740993}   | {"a":9007199254740993.0}
          {"a":9007199254740993}   | {"a":9007199254740992}
          {"a":1e400}              | {"a":-1e400}
          {"a":"1.0"}              | {"a":"1"}
          {"a":{}}                 | {"a":[]}
          """)
  void theseAreNot(String one, String other) {
    assertThat(parsed(one)).isNotNull().isNotEqualTo(parsed(other));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "{", "{}x", "nil", "{\"a\":01}"})
  void thisIsNoJson(String text) {
    assertThat(parsed(text)).isNull();
  }

  @Test
  void aTextThatIsNestedTooDeepIsEqualToNone() {
    assertThat(parsed("[".repeat(100) + "]".repeat(100))).isNotNull();
    assertThat(parsed("[".repeat(101) + "]".repeat(101))).isNull();
  }

  private static ParsedJson parsed(String text) {
    return ParsedJson.of(JsonText.of(text));
  }
}
