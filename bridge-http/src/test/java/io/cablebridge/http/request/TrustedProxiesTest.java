package io.cablebridge.http.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, 127.0.0.1, true",
    "127.0.0.1, 127.0.0.2, false",
    "10.0.0.0/8, 10.255.255.255, true",
    "10.0.0.0/8, 11.0.0.0, false",
    "192.168.4.0/22, 192.168.7.255, true",
    "192.168.4.0/22, 192.168.8.0, false",
    "0.0.0.0/0, 203.0.113.7, true",
    "0.0.0.0/0, ::1, false",
    "::1, ::1, true",
    "::1, 0:0:0:0:0:0:0:1, true",
    "fd00::/8, fdff::1, true",
    "fd00::/8, fe00::1, false",
    "127.0.0.1, localhost, false",
    "127.0.0.1, 2130706433, false",
    "127.0.0.1, '', false"
  })
  void matchesAddressesAndRanges(String range, String address, boolean trusted) {
    assertThat(new TrustedProxies(List.of(range)).contains(address)).isEqualTo(trusted);
  }

  @Test
  void trustsNoProxyByDefault() {
    assertThat(new TrustedProxies(List.of()).contains("127.0.0.1")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "localhost", "10.0.0.0/x", "example.com/8", "10"})
  void refusesATextThatIsNotAnAddress(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> new TrustedProxies(List.of(text)));
  }
}
