package io.cablebridge.http.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cablebridge.http.exchange.ApiException;
import io.cablebridge.http.exchange.Reloadable;
import io.cablebridge.http.exchange.RequestCounters;
import io.cablebridge.http.request.HttpConfig;
import io.cablebridge.setting.ConfigRecords;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The answer to a refused body says what is wrong with it, and where, without a quotation of it.
 */
class JsonComplaintTest {
  private static final String IDENTIFIER = "\"identifier\":{\"channel\":\"A\"}";

  private final CommandReader reader =
      new CommandReader(
          new Reloadable<>(ConfigRecords.defaults(HttpConfig.class)), new RequestCounters());

  private String detail(String body) {
    return catchThrowableOfType(
            ApiException.class, () -> reader.read(body.getBytes(StandardCharsets.UTF_8)))
        .detail();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          hello                 | The body is not JSON: there is an unknown word (line 1, column 1).
          user=7&name=x         | The body is not JSON: there is an unknown word (line 1, column 1).
          <html></html>         | The body is not JSON: there is an unexpected character (line 1, column 1).
          {"a":NaN}             | The body is not JSON: there is an unknown word (line 1, column 9).
          {"a":1,}              | The body is not JSON: there is an unexpected character (line 1, column 8).
          {"a":01}              | The body is not JSON: there is a malformed number (line 1, column 7).
          {"a":"\\q"}           | The body is not JSON: a string has an unknown escape (line 1, column 8).
          {"a":1]               | The body is not JSON: a bracket does not match (line 1, column 7).
          {"a":1                | The body is not JSON: it ends too early (line 1, column 7).
          {"a":1,"a":2}         | The body has an object with the same key twice (line 1, column 11).
          [{"a":1},{"a":nil}]   | The request at index 1 is not JSON: there is an unknown word (line 1, column 15).
          [{"a":1}              | The request at index 1 is not JSON: it ends too early (line 1, column 9).
          [{"a":1}] hello       | The text after the requests is not JSON: there is an unknown word (line 1, column 11).
          [{"a":1}] []          | There is text after the requests.
          [{"a":1},7]           | The request at index 1 is not an object.
          7                     | The body is not an array of requests.
          "text"                | The body is not an array of requests.
          null                  | The body is not an array of requests.
          []                    | The array of requests is empty.
          ``                    | The body is empty.
          """)
  void eachMistakeHasItsText(String body, String detail) {
    assertThat(detail(body)).isEqualTo(detail);
  }

  @Test
  void thePlaceIsThatOfTheLine() {
    assertThat(detail("[\n {" + IDENTIFIER + ",\n  \"send\": {oops} }]"))
        .isEqualTo(
            "The request at index 0 is not JSON: there is an unexpected character (line 3, column"
                + " 12).");
    assertThat(detail("[{\"a\":\"line\nbreak\"}]"))
        .isEqualTo(
            "The request at index 0 is not JSON: a string has an unescaped control character (line"
                + " 1, column 12).");
  }

  @Test
  void eachLimitHasItsText() {
    assertThat(detail("[{},{\"a\":" + "9".repeat(1001) + "}]"))
        .isEqualTo("The request at index 1 has a number of more than 1000 characters.");
    assertThat(detail("{\"a\":" + "9".repeat(1001) + "}"))
        .isEqualTo("The body has a number of more than 1000 characters.");
    assertThat(detail("[{\"a\":" + "[".repeat(100) + "]}]"))
        .isEqualTo("The request at index 0 is nested deeper than 100 levels.");
    assertThat(detail("[{\"" + "k".repeat(50_001) + "\":1}]"))
        .isEqualTo("The request at index 0 has a key of more than 50000 characters.");
  }

  @Test
  void aParameterHasItsOwnText() {
    assertThat(
            catchThrowableOfType(ApiException.class, () -> reader.subscribes(List.of("{oops")))
                .detail())
        .isEqualTo(
            "A parameter \"subscribe\" is not JSON: there is an unexpected character (line 1, column"
                + " 2).");
  }
}
