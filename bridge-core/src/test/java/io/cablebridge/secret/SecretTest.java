package io.cablebridge.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class SecretTest {
  private static final Secret SECRET = Secret.of("qwerty");

  @Test
  void signsAsAnyCableDerivesItsKeys() {
    assertThat(SECRET.sign("broadcast-cable"))
        .isEqualTo("42923a28b760e667fc92f7c6123bb07a282822b329dd2ef48e7aee7830d98485");
    assertThat(SECRET.sign("api-cable"))
        .isEqualTo("bdd0244b3664404d03b7d0c2f1b946dc4fc6c13fdcbfa2be62a4a28deb04d096");
  }

  @Test
  void isThatTextAndNoOther() {
    assertThat(SECRET.is("qwerty")).isTrue();
    assertThat(SECRET.is("qwertz")).isFalse();
    assertThat(SECRET.is("qwert")).isFalse();
    assertThat(SECRET.is("")).isFalse();
  }

  @Test
  void takesItsOwnSignatureOnly() {
    String signature = SECRET.sign("a");
    assertThat(SECRET.signed("a", signature)).isTrue();
    assertThat(SECRET.signed("b", signature)).isFalse();
    assertThat(SECRET.signed("a", signature.toUpperCase(java.util.Locale.ROOT))).isFalse();
    assertThat(Secret.of("other").signed("a", signature)).isFalse();
  }

  @Test
  void noSecretIsEqualToNothingAndSignsNothing() {
    for (Secret none : new Secret[] {Secret.NONE, Secret.of(""), Secret.of(new byte[0])}) {
      assertThat(none).isEqualTo(Secret.NONE);
      assertThat(none.isPresent()).isFalse();
      assertThat(none.is("")).isFalse();
      assertThat(none.signed("a", "")).isFalse();
      assertThatIllegalStateException().isThrownBy(() -> none.sign("a"));
    }
  }

  @Test
  void neverShowsItself() {
    assertThat(SECRET).hasToString("****");
    assertThat(Secret.NONE).hasToString("");
  }

  @Test
  void isEqualToTheSameSecret() {
    assertThat(SECRET)
        .isEqualTo(Secret.of("qwerty"))
        .hasSameHashCodeAs(Secret.of("qwerty"))
        .isNotEqualTo(Secret.of("other"));
  }

  @Test
  void cannotBeChangedFromOutside() {
    byte[] bytes = {1, 2};
    Secret secret = Secret.of(bytes);
    bytes[0] = 9;
    secret.bytes()[1] = 9;
    assertThat(secret.bytes()).containsExactly(1, 2);
  }
}
