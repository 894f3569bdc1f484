package io.cablebridge.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.http.sse.SseConfig;
import io.cablebridge.setting.ConfigRecords;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrecedenceTest {
  @TempDir private Path directory;

  @Test
  void withoutAnySourceTheDefaultsApply() throws Exception {
    assertThat(new Loading(directory).config())
        .isEqualTo(ConfigRecords.defaults(BridgeConfig.class));
  }

  @Test
  void theFileTakesPrecedenceOverTheDefault() throws Exception {
    BridgeConfig config =
        new Loading(directory)
            .file(
                """
                upstream:
                  url: wss://rails.internal/cable
                http:
                  port: 9000
                  max-body: 1MiB
                  cors:
                    allowed-origins: [https://a.example, "https://*.b.example"]
                sse: {detach: off, heartbeat: 1m30s}
                session.allow-reuse: true
                session.bind-headers: []
                """)
            .config();
    assertThat(config.upstream().url()).isEqualTo(URI.create("wss://rails.internal/cable"));
    assertThat(config.http().port()).isEqualTo(9000);
    assertThat(config.http().maxBody()).isEqualTo(1 << 20);
    assertThat(config.http().allowedOrigins())
        .containsExactly("https://a.example", "https://*.b.example");
    assertThat(config.sse().detach()).isEqualTo(SseConfig.Detach.OFF);
    assertThat(config.sse().heartbeat()).isEqualTo(Duration.ofSeconds(90));
    assertThat(config.session().allowReuse()).isTrue();
    assertThat(config.binding().bindHeaders()).isEmpty();
  }

  @Test
  void theEnvironmentTakesPrecedenceOverTheFile() throws Exception {
    BridgeConfig config =
        new Loading(directory)
            .file("http.port: 9000")
            .environment(
                Map.of(
                    "CABLE_BRIDGE_HTTP_PORT", "9001",
                    "CABLE_BRIDGE_UPSTREAM_FORWARD_COOKIES", "a, b",
                    "CABLE_BRIDGE_HTTP_CORS_REFLECT_ANY_ORIGIN", "true"))
            .config();
    assertThat(config.http().port()).isEqualTo(9001);
    assertThat(config.forwarding().forwardCookies()).isEqualTo(List.of("a", "b"));
    assertThat(config.http().reflectAnyOrigin()).isTrue();
  }

  @Test
  void theCommandLineTakesPrecedenceOverTheEnvironment() throws Exception {
    BridgeConfig config =
        new Loading(directory)
            .file("http.port: 9000")
            .environment(Map.of("CABLE_BRIDGE_HTTP_PORT", "9001"))
            .listen("127.0.0.1:9002")
            .config();
    assertThat(config.http().port()).isEqualTo(9002);
    assertThat(config.http().host()).isEqualTo("127.0.0.1");
  }

  @Test
  void theLaterOfTwoAssignmentsApplies() throws Exception {
    Loading loading = new Loading(directory).set("http.port=1").set("http.port=2");
    assertThat(loading.config().http().port()).isEqualTo(2);
  }

  @Test
  void everyValueHasItsOrigin() throws Exception {
    List<String> lines =
        new Loading(directory)
                .file("\nsession:\n  linger: 40s\n")
                .environment(Map.of("CABLE_BRIDGE_HTTP_PORT", "9001"))
                .set("log.level=debug")
                .loaded()
                .lines()
                .stream()
                .map(line -> line.replaceAll(" {2,}", " ").replace(directory + "/", ""))
                .toList();
    assertThat(lines)
        .hasSize(ConfigKeys.ALL.size())
        .contains(
            "session.linger: 40s # bridge.yml:3",
            "http.port: 9001 # CABLE_BRIDGE_HTTP_PORT",
            "log.level: debug # --set log.level",
            "session.tombstone: 1m # default");
  }

  @Test
  void thePrintedConfigurationIsAnEqualFile() throws Exception {
    LoadedConfig first =
        new Loading(directory)
            .set("http.cors.allowed-origins=https://*.example.com")
            .set("upstream.forward-query=a:b,-x,ünï")
            .set("http.host=::1")
            .set("session.linger=0h1m1.5s")
            .set("sse.padding=2KiB")
            .loaded();
    BridgeConfig second = new Loading(directory).file(String.join("\n", first.lines())).config();
    assertThat(second).isEqualTo(first.config());
  }
}
