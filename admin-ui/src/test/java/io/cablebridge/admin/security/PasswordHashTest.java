package io.cablebridge.admin.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept of a password. */
class PasswordHashTest {

  /** Made by another implementation (OpenSSL's), of {@code correct horse büro} in UTF-8. */
  private static final String KNOWN =
      "pbkdf2-sha256:1000:AAECAwQFBgcICQoLDA0ODw:fPhtHniUa9EZuEf9w87CYO0Tfti9MyDNSvDJdRs25EQ";

  @Test
  void itIsPbkdf2WithHmacSha256() {
    PasswordHash hash = PasswordHash.parse(KNOWN);
    assertThat(hash.matches("correct horse büro")).isTrue();
    assertThat(hash.text()).isEqualTo(KNOWN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "correct horse", "correct horse buro", "correct horse büro "})
  void anotherPasswordIsNotThatOne(String password) {
    assertThat(PasswordHash.parse(KNOWN).matches(password)).isFalse();
  }

  @Test
  void whatIsMadeHasEnoughIterationsAndASaltOfItsOwn() {
    PasswordHash one = PasswordHash.of("correct horse");
    PasswordHash other = PasswordHash.of("correct horse");
    assertThat(one.iterations()).isGreaterThanOrEqualTo(600_000);
    assertThat(one.text()).isNotEqualTo(other.text()).startsWith("pbkdf2-sha256:600000:");
    assertThat(PasswordHash.parse(one.text()).matches("correct horse")).isTrue();
  }

  @Test
  void nothingOfItIsPrinted() {
    assertThat(PasswordHash.parse(KNOWN)).hasToString("****");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "correct horse",
        "pbkdf2-sha256:1000:AAECAwQFBgcICQoLDA0ODw",
        "pbkdf2-sha256:0:AAECAwQFBgcICQoLDA0ODw:fPhtHniUa9EZuEf9w87CYO0Tfti9MyDNSvDJdRs25EQ",
        "pbkdf2-sha1:1000:AAECAwQFBgcICQoLDA0ODw:fPhtHniUa9EZuEf9w87CYO0Tfti9MyDNSvDJdRs25EQ",
        "pbkdf2-sha256:1000:AAECAwQFBgcICQoLDA0ODw:fPhtHniUa9EZuEf9w87CYO0Tfti9MyDNSvDJdRs25E",
        "pbkdf2-sha256:10000001:AAECAwQFBgcICQoLDA0ODw:fPhtHniUa9EZuEf9w87CYO0Tfti9MyDNSvDJdRs25EQ",
        "pbkdf2-sha256:1000:AAECAwQFBgcICQoLDA0ODw:fPhtHniUa9EZuEf9w87CYO0Tfti9MyDNSvDJdRs25EQ\n"
      })
  void anInvalidHashIsRefusedWithoutRepeatingIt(String text) {
    assertThatThrownBy(() -> PasswordHash.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("horse", "AAEC"));
  }
}
