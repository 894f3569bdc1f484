package io.cablebridge.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.secret.Secret;
import io.cablebridge.setting.ConfigRecords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
  @TempDir private Path directory;

  private Path file(String text) throws IOException {
    return Files.writeString(directory.resolve("secret"), text);
  }

  @Test
  void aSecretCanBeGivenDirectly() throws Exception {
    BridgeConfig config = new Loading(directory).file("streams: {secret: geheim}").config();
    assertThat(config.names().secret()).isEqualTo(Secret.of("geheim"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"geheim", "geheim\n", "geheim\r\n"})
  void aSecretIsReadFromItsFileWithoutTheLineBreak(String text) throws Exception {
    BridgeConfig config =
        new Loading(directory)
            .environment(Map.of("CABLE_BRIDGE_STREAMS_SECRET_FILE", file(text).toString()))
            .config();
    assertThat(config.names().secret()).isEqualTo(Secret.of("geheim"));
  }

  @Test
  void spacesInAFileArePartOfTheSecret() throws Exception {
    BridgeConfig config = new Loading(directory).set("jwt.secret-file=" + file(" a\nb ")).config();
    assertThat(config.jwt().secret()).isEqualTo(Secret.of(" a\nb "));
  }

  @ParameterizedTest
  @CsvSource({
    "streams.secret",
    "streams.turbo.secret",
    "streams.turbo.secret-key-base",
    "publish.secret",
    "publish.broadcast-key",
    "publish.api-key",
    "jwt.secret"
  })
  void everySecretWorksBothWaysAndIsNeverShown(String key) throws Exception {
    LoadedConfig direct = new Loading(directory).set(key + "=geheim").loaded();
    assertThat(direct.config()).isNotEqualTo(ConfigRecords.defaults(BridgeConfig.class));
    assertThat(direct.lines()).anyMatch(line -> line.startsWith(key + ": \"****\" "));
    assertThat(direct.summary()).contains(key + "=\"****\"").doesNotContain("geheim");
    assertThat(String.join("\n", direct.lines())).doesNotContain("geheim");
    assertThat(direct.config().toString()).doesNotContain("geheim");

    LoadedConfig byFile = new Loading(directory).set(key + "-file=" + file("geheim")).loaded();
    assertThat(byFile.config()).isEqualTo(direct.config());
    assertThat(String.join("\n", byFile.lines())).contains("/secret").doesNotContain("geheim");
    assertThat(byFile.summary()).doesNotContain("geheim");
  }

  @Test
  void theMaskIsRefused() {
    assertThat(new Loading(directory).set("streams.secret=****").problems())
        .containsExactly(
            "--set streams.secret: streams.secret is \"****\", which print-config shows in place of"
                + " the secret");
  }

  @Test
  void aSecretGivenBothWaysIsAProblem() throws Exception {
    assertThat(
            new Loading(directory)
                .file("jwt.secret: geheim")
                .set("jwt.secret-file=" + file("geheim"))
                .problems())
        .containsExactly(
            "--set jwt.secret-file: jwt.secret-file is given, but so is jwt.secret (bridge.yml:1):"
                + " give one of them");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''     | which is empty
          '\n'   | which is empty
          """)
  void anEmptyFileIsAProblem(String text, String complaint) throws Exception {
    assertThat(new Loading(directory).set("jwt.secret-file=" + file(text)).problems())
        .singleElement()
        .asString()
        .endsWith(complaint);
  }

  @Test
  void anUnusableFileIsAProblem() throws Exception {
    Path huge = file("x".repeat((64 << 10) + 1));
    assertThat(new Loading(directory).set("jwt.secret-file=" + huge).problems())
        .singleElement()
        .asString()
        .endsWith("which is too long");
    assertThat(new Loading(directory).set("jwt.secret-file=" + huge + "x").problems())
        .containsExactly(
            "--set jwt.secret-file: jwt.secret-file is \"secretx\", but there is no such file");
    assertThat(new Loading(directory).set("jwt.secret-file=" + directory).problems())
        .singleElement()
        .asString()
        .endsWith("which cannot be read");
  }

  @Test
  void anEmptySecretCountsAsNotSet() throws Exception {
    BridgeConfig config =
        new Loading(directory)
            .file("streams.secret: \"\"\nstreams.secret-file: \"\"\npublish: {api-key: ''}")
            .config();
    assertThat(config).isEqualTo(ConfigRecords.defaults(BridgeConfig.class));
    assertThat(config.names().secret().isPresent()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "redis://:geheim@redis.internal:6380/1, redis://:****@redis.internal:6380/1",
    "rediss://rails:geheim@redis.internal, rediss://rails:****@redis.internal",
    "redis://rails:ge:heim@redis.internal, redis://rails:****@redis.internal",
    "redis://geheim@redis.internal, redis://****@redis.internal"
  })
  void thePasswordOfRedisIsMasked(String url, String shown) throws Exception {
    LoadedConfig loaded = new Loading(directory).set("streams.redis.url=" + url).loaded();
    assertThat(loaded.config().redis().url()).hasToString(url);
    assertThat(loaded.lines())
        .anyMatch(
            line ->
                line.contains("streams.redis.url: \"" + shown)
                    || line.contains("streams.redis.url: " + shown));
    assertThat(loaded.summary()).contains(shown).doesNotContain("heim");
    assertThat(loaded.config().toString()).doesNotContain("heim");
    assertThat(new Loading(directory).set("streams.redis.url=" + shown).problems())
        .singleElement()
        .asString()
        .contains("in place of the password");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          http://:geheim@x        | must begin with redis:// or rediss://
          geheim                  | must begin with redis:// or rediss://
          redis:///geheim         | names no host
          redis://:gehe@im@x      | names no host
          redis://:geheim @x      | is not a URL
          redis://:geheim@x:99999 | names no host
          """)
  void aProblemOfTheRedisUrlDoesNotShowItsPassword(String url, String complaint) {
    assertThat(new Loading(directory).set("streams.redis.url=" + url).problems())
        .singleElement()
        .asString()
        .contains(complaint)
        .doesNotContain("gehe");
  }
}
