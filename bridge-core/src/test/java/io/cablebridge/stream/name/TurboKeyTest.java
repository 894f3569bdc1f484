package io.cablebridge.stream.name;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.secret.Secret;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The values were made by Ruby's Active Support, whose 6.1, 7.2 and 8.1 agree. */
class TurboKeyTest {
  private static final Secret BASE = Secret.of("0123456789abcdef".repeat(8));

  @ParameterizedTest
  @CsvSource({
    "SHA1, f2162065152bf45163868492b2f081295f938a68f7a18b6d40bc9d15e94b8ea0"
        + "819b3011cf2f3c1b9228b8e722f706453e0257e9da2530eee8d59875740244a1",
    "SHA256, 7abcd5758752313f1d691ad878b93c5c7e9bf71bd853e9b10c3d2861233525e8"
        + "98d0a04aae89abc8b5da1e1ccbd749cccb3a93a9900de3d53189b40191b5a460"
  })
  void isDerivedAsRailsDerivesIt(TurboKey.Digest digest, String key) {
    assertThat(HexFormat.of().formatHex(TurboKey.derived(BASE, digest).bytes())).isEqualTo(key);
  }

  @ParameterizedTest
  @CsvSource({
    "SHA1, chat, ImNoYXQi" + "--4fffb5a0b5b557176e788519bae4d4fd1b4cd8cef9447de3ffdf108af848dc72",
    "SHA256, chat, ImNoYXQi" + "--605c17a7f746c5921d0ab2257f410b892688009288122cf4082763cd7480ed6a",
    "SHA1, Z2lkOi8vYXBwL1Jvb20vMQ:messages, IloybGtPaTh2WVhCd0wxSnZiMjB2TVE6bWVzc2FnZXMi"
        + "--75917102931d9a0fb4c77669df4c7ea7143f0845942646fafe9b7642a2bba2ac",
    "SHA256, Z2lkOi8vYXBwL1Jvb20vMQ:messages, IloybGtPaTh2WVhCd0wxSnZiMjB2TVE6bWVzc2FnZXMi"
        + "--59594f3a9a81b5e3356cf1f5955f321166637d99f4a7a11b57677e4b0a6de89c",
    "SHA1, é<&>\"/, IsOpPCY+XCIvIg=="
        + "--1f6c511247204bd3614e73798f4197195532e5374ab430e81abb4fadf114d2f2",
    "SHA256, é<&>\"/, IsOpPCY+XCIvIg=="
        + "--fc8ea004b584bab619056972d34b85c02156f6d6cf82c8c15e4a09ef02b5ed42"
  })
  void verifiesNamesThatTurboSigns(TurboKey.Digest digest, String name, String signed) {
    Secret key = TurboKey.derived(BASE, digest);
    assertThat(SignedNames.sign(key, name)).isEqualTo(signed);
    assertThat(new StreamNameVerifier(key).verify(signed)).isEqualTo(name);
  }

  @Test
  void withoutASecretKeyBaseThereIsNoKey() {
    assertThat(TurboKey.derived(Secret.NONE, TurboKey.Digest.SHA256)).isEqualTo(Secret.NONE);
  }
}
