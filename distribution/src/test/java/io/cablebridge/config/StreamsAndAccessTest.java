package io.cablebridge.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.http.anycable.JwtConfig;
import io.cablebridge.http.publish.PublishConfig;
import io.cablebridge.secret.Secret;
import io.cablebridge.stream.BrokerKind;
import io.cablebridge.stream.StreamConfig;
import io.cablebridge.stream.name.StreamNamesConfig;
import io.cablebridge.stream.name.TurboKey;
import io.cablebridge.stream.redis.RedisConfig;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The keys of streams, publishing and tokens, and their records. */
class StreamsAndAccessTest {
  @TempDir private Path directory;

  @Test
  void everyKeyOfStreamsReachesItsRecord() throws Exception {
    BridgeConfig config =
        new Loading(directory)
            .file(
                """
                streams:
                  broker: redis
                  public: true
                  secret: a
                  turbo: {enabled: true, secret: b, secret-key-base: c, digest: sha1}
                  history: {limit: 7, bytes: 2KiB, ttl: 1h}
                  redis:
                    url: redis://redis.internal:6380/2
                    channel-prefix: myapp_production
                    key-prefix: bridge
                """)
            .config();
    assertThat(config.names())
        .isEqualTo(
            new StreamNamesConfig(
                true, Secret.of("a"), true, Secret.of("b"), Secret.of("c"), TurboKey.Digest.SHA1));
    assertThat(config.history()).isEqualTo(new StreamConfig(7, 2048, Duration.ofHours(1)));
    assertThat(config.broker()).isEqualTo(BrokerKind.REDIS);
    assertThat(config.redis())
        .isEqualTo(
            new RedisConfig(
                URI.create("redis://redis.internal:6380/2"), "myapp_production", "bridge"));
  }

  @Test
  void everyKeyOfPublishingAndTokensReachesItsRecord() throws Exception {
    BridgeConfig config =
        new Loading(directory)
            .file(
                """
                publish: {secret: a, broadcast-key: b, api-key: c, max-body: 2MiB}
                jwt: {secret: d, param: token, required: true}
                """)
            .config();
    assertThat(config.publish())
        .isEqualTo(new PublishConfig(Secret.of("a"), Secret.of("b"), Secret.of("c"), 2 << 20));
    assertThat(config.jwt()).isEqualTo(new JwtConfig(Secret.of("d"), "token", true));
  }

  @Test
  void anotherUrlChangesNothingElse() throws Exception {
    LoadedConfig loaded =
        new Loading(directory)
            .file("publish.secret: a\njwt.secret: b\nstreams: {public: true, broker: redis}")
            .loaded();
    String demo = "demo";
    LoadedConfig moved = loaded.with("upstream.url", "ws://127.0.0.1:1/cable", demo);
    assertThat(moved.config().upstream().url()).isEqualTo(URI.create("ws://127.0.0.1:1/cable"));
    assertThat(moved.lines())
        .anyMatch(line -> line.matches("upstream.url: ws://127.0.0.1:1/cable +# demo"));
    String before = loaded.config().upstream().url().toString();
    assertThat(moved.with("upstream.url", before, demo).config()).isEqualTo(loaded.config());
  }

  @Test
  void aRequiredTokenNeedsASecret() {
    assertThat(new Loading(directory).set("jwt.required=true").problems())
        .containsExactly("--set jwt.required: jwt.required is true, but there is no jwt.secret");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          streams.broker=nats            | must be memory or redis
          streams.turbo.digest=md5       | must be sha1 or sha256
          streams.history.limit=100001   | at most 100000
          streams.history.bytes=-1       | is not a size
          streams.history.ttl=8000h      | at most 168h
          streams.redis.key-prefix=      | is not a word
          streams.redis.channel-prefix=a b | is not empty or a word
          publish.max-body=1B            | at least 1KiB
          jwt.param=a b                  | is not a name
          """)
  void aBadValueIsNamed(String assignment, String complaint) {
    assertThat(new Loading(directory).set(assignment).problems())
        .singleElement()
        .asString()
        .contains(complaint);
  }
}
