package io.cablebridge.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The hosts of URLs, as they are and not as {@code java.net.URI} takes them. */
class AuthorityTest {

  @ParameterizedTest
  @CsvSource({
    "ws://rails:3000/cable, rails, 3000",
    "ws://rails_app:3000/cable, rails_app, 3000",
    "ws://my-stack_rails/cable, my-stack_rails, -1",
    "ws://_rails.internal_net./cable, _rails.internal_net., -1",
    "redis://:p_w%40@my_redis:6379/1, my_redis, 6379",
    "redis://user:word@my-redis:6379, my-redis, 6379",
    "ws://[::1]:3000/cable, [::1], 3000",
    "ws://10.0.0.1:/cable, 10.0.0.1, -1"
  })
  void namesHostAndPort(URI url, String host, int port) {
    Authority authority = Authority.required(url);
    assertThat(authority.host()).isEqualTo(host);
    assertThat(authority.port()).isEqualTo(port);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ws:///cable", "ws://:80/", "ws://a:99999/", "ws://a..b/", "ws://a$b/"})
  void anyOtherUrlHasNone(URI url) {
    assertThat(Authority.of(url)).isNull();
  }

  @Test
  void theStandInKeepsAllButTheHost() {
    URI standIn = Authority.standIn(URI.create("redis://u:p_w@my_redis:6379/1?a=my_redis:6379"));
    assertThat(standIn).isEqualTo(URI.create("redis://u:p_w@host:6379/1?a=my_redis:6379"));
    assertThat(standIn.getHost()).isEqualTo("host");
    assertThat(standIn.getUserInfo()).isEqualTo("u:p_w");
  }
}
