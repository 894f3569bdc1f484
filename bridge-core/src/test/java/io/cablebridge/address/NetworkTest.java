package io.cablebridge.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, 127.0.0.1, true",
    "127.0.0.1, 127.0.0.2, false",
    "10.0.0.0/8, 10.255.255.255, true",
    "10.1.2.3/8, 10.255.255.255, true",
    "10.0.0.0/8, 11.0.0.0, false",
    "10.0.0.0/8, ::ffff:10.0.0.6, true",
    "::ffff:10.0.0.0/104, 10.0.0.6, true",
    "::ffff:10.0.0.0/104, 11.0.0.6, false",
    "::ffff:10.0.0.6, 10.0.0.6, true",
    "192.168.4.0/22, 192.168.7.255, true",
    "192.168.4.0/22, 192.168.8.0, false",
    "0.0.0.0/0, 203.0.113.7, true",
    "0.0.0.0/0, ::1, false",
    "::1, ::1, true",
    "::1, 0:0:0:0:0:0:0:1, true",
    "fd00::/8, fdff::1, true",
    "fd00::/8, fe00::1, false",
    "fe80::/10, fe80::1%eth0, true"
  })
  void containsAddresses(String network, String address, boolean contained) {
    Network parsed = Objects.requireNonNull(Network.parse(network));
    assertThat(parsed.contains(Objects.requireNonNull(IpAddress.parse(address))))
        .isEqualTo(contained);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost",
        "10.0.0.0/x",
        "10.0.0.0/",
        "10.0.0.0/33",
        "::1/129",
        "::ffff:10.0.0.0/90",
        "example.com/8",
        "10"
      })
  void anyOtherTextIsNone(String text) {
    assertThat(Network.parse(text)).isNull();
  }
}
