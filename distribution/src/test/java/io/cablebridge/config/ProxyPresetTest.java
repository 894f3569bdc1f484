package io.cablebridge.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The presets for proxies, and the files of TLS. */
class ProxyPresetTest {
  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({
    "none, 15, 25, 60, 0",
    "alb, 15, 25, 25, 0",
    "nlb, 30, 50, 50, 0",
    "cloudflare, 15, 25, 25, 2048",
    "cloudfront, 10, 20, 20, 2048",
    "nginx, 15, 25, 25, 0",
    "envoy, 20, 10, 10, 0"
  })
  void aPresetSetsItsFourKeys(String edge, int heartbeat, int hold, int longest, int padding)
      throws Exception {
    BridgeConfig config = new Loading(directory).set("http.edge=" + edge).config();
    assertThat(config.sse().heartbeat()).isEqualTo(Duration.ofSeconds(heartbeat));
    assertThat(config.poll().timeout()).isEqualTo(Duration.ofSeconds(hold));
    assertThat(config.poll().maxTimeout()).isEqualTo(Duration.ofSeconds(longest));
    assertThat(config.sse().padding()).isEqualTo(padding);
  }

  @Test
  void aKeyThatIsSetItselfTakesPrecedence() throws Exception {
    LoadedConfig loaded =
        new Loading(directory)
            .file("sse: {heartbeat: 7s}\nhttp: {edge: alb}")
            .environment(Map.of("CABLE_BRIDGE_POLL_TIMEOUT", "9s"))
            .set("http.edge=cloudfront")
            .loaded();
    assertThat(loaded.config().sse().heartbeat()).isEqualTo(Duration.ofSeconds(7));
    assertThat(loaded.config().poll().timeout()).isEqualTo(Duration.ofSeconds(9));
    assertThat(loaded.config().poll().maxTimeout()).isEqualTo(Duration.ofSeconds(20));
    assertThat(loaded.lines())
        .anyMatch(line -> line.matches("sse.padding: 2KiB +# preset http.edge=cloudfront"))
        .anyMatch(line -> line.matches("poll.max-timeout: 20s +# preset http.edge=cloudfront"))
        .anyMatch(line -> line.matches("poll.timeout: 9s +# CABLE_BRIDGE_POLL_TIMEOUT"))
        .anyMatch(line -> line.matches("sse.heartbeat: 7s +# .*bridge.yml:1"));
  }

  @Test
  void aCertificateNeedsAKeyAndAKeyACertificate() {
    assertThat(new Loading(directory).set("http.tls.certificate-file=c").problems())
        .containsExactly(
            "--set http.tls.certificate-file: http.tls.certificate-file is given, but there is no http.tls.key-file");
    assertThat(new Loading(directory).set("http.tls.key-file=k").problems())
        .containsExactly(
            "--set http.tls.key-file: http.tls.key-file is given, but there is no http.tls.certificate-file");
  }

  @Test
  void unusableFilesAreAProblem() throws Exception {
    Path file = Files.writeString(directory.resolve("cert.pem"), "no certificate");
    assertThat(
            new Loading(directory)
                .set("http.tls.certificate-file=" + file)
                .set("http.tls.key-file=" + file)
                .problems())
        .containsExactly(
            "--set http.tls.certificate-file: http.tls.certificate-file is \"cert.pem\", which holds no certificate in PEM"
                + " form");
  }
}
