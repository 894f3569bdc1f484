package io.cablebridge.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The notations of one address, as proxies and configurations write it. */
class IpAddressTest {

  @ParameterizedTest
  @CsvSource({
    "203.0.113.9, 203.0.113.9",
    "203.0.113.9:51234, 203.0.113.9",
    "203.0.113.9:, 203.0.113.9",
    "2001:db8::9, 2001:db8::9",
    "[2001:db8::9], 2001:db8::9",
    "[2001:db8::9]:443, 2001:db8::9",
    "2001:DB8:0:0:0:0:0:9, 2001:db8::9",
    "2001:db8:0:0:1:0:0:9, 2001:db8::1:0:0:9",
    "1:0:0:2:0:0:0:3, 1:0:0:2::3",
    "10:0:0:20:1:1:1:0, 10::20:1:1:1:0",
    "::, ::",
    "::1, ::1",
    "1::, 1::",
    "fe80::1%eth0, fe80::1",
    "[fe80::1%eth0]:80, fe80::1",
    "::ffff:10.0.0.6, 10.0.0.6",
    "[::ffff:10.0.0.6]:80, 10.0.0.6"
  })
  void eachNotationIsTheSameAddress(String written, String text) {
    IpAddress address = IpAddress.parseWithPort(written);
    assertThat(address).isNotNull();
    assertThat(address.text()).isEqualTo(text);
    assertThat(IpAddress.parse(text)).isEqualTo(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost",
        "10",
        "10.1",
        "10.0.0.256",
        "1.2.3.4.5",
        "dead",
        "2130706433",
        "[10.0.0.1]:80",
        "10.0.0.1:http",
        "[::1",
        "::1]",
        ":::",
        "1:2:3:4:5:6:7:8:9",
        "::1%",
        "unknown",
        "<script>"
      })
  void anyOtherTextIsNone(String text) {
    assertThat(IpAddress.parseWithPort(text)).isNull();
  }

  @Test
  void aPortBelongsToNoAddress() {
    assertThat(IpAddress.parse("10.0.0.1:80")).isNull();
    assertThat(IpAddress.parse("[::1]")).isNull();
  }

  @Test
  void aSocketsAddressHasTheSameNotation() throws Exception {
    assertThat(IpAddress.of(InetAddress.getByName("::1")).text()).isEqualTo("::1");
    assertThat(IpAddress.of(InetAddress.getByName("127.0.0.1")).text()).isEqualTo("127.0.0.1");
  }
}
