package io.cablebridge.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.admin.AdminConfig;
import io.cablebridge.setting.ConfigRecords;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The settings that protect the console. */
class ConsoleAccessTest {
  private static final String HASH =
      "pbkdf2-sha256:600000:AAECAwQFBgcICQoLDA0ODw:JXE3AC0jwm0UvmtX4tevIz7ClHj2IOa44Dwv1W64taM";
  private static final String WEAK =
      "pbkdf2-sha256:599999:AAECAwQFBgcICQoLDA0ODw:dt2TaraLW6YFu63Y8f8nzjxVgr-CIayE3EVzJlMPFxY";

  @TempDir private Path directory;

  private Loading host(String host) {
    return new Loading(directory).set("admin.host=" + host);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0.0.0.0", "::", "192.0.2.7", "console.example.com", "", "127.0.0.1.nip.io"})
  void anAddressThatOtherMachinesCanReachNeedsAPassword(String host) throws Exception {
    assertThat(host(host).problems())
        .containsExactly(
            "--set admin.host: admin.host is \""
                + host
                + "\", which other machines can reach, so a password is required: set"
                + " admin.operator-password-hash or admin.viewer-password-hash");
    assertThat(host(host).set("admin.operator-password-hash=" + HASH).config().admin().isLoopback())
        .isFalse();
    assertThat(host(host).set("admin.viewer-password-hash=" + HASH).config().admin().hasPassword())
        .isTrue();
    assertThat(host(host).set("admin.enabled=false").config().admin().enabled()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.0.0.53", "::1", "[::1]", "localhost", "LOCALHOST"})
  void aLoopbackAddressNeedsNoPassword(String host) throws Exception {
    assertThat(host(host).config().admin().isLoopback()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"admin.operator-password-hash", "admin.viewer-password-hash"})
  void aHashWorksBothWaysAndIsNeverShown(String key) throws Exception {
    LoadedConfig direct = new Loading(directory).set(key + "=" + HASH).loaded();
    assertThat(direct.lines()).anyMatch(line -> line.startsWith(key + ": \"****\" "));
    Path file = Files.writeString(directory.resolve("hash"), HASH + "\n");
    LoadedConfig byFile = new Loading(directory).set(key + "-file=" + file).loaded();
    assertThat(byFile.config())
        .isEqualTo(direct.config())
        .isNotEqualTo(ConfigRecords.defaults(BridgeConfig.class));
    for (LoadedConfig loaded : List.of(direct, byFile)) {
      assertThat(String.join("\n", loaded.lines()) + loaded.summary() + loaded.config())
          .doesNotContain("pbkdf2", "JXE3AC0");
    }
    assertThat(new Loading(directory).set(key + "=" + HASH).set(key + "-file=" + file).problems())
        .singleElement()
        .asString()
        .contains("give one of them");
  }

  @ParameterizedTest
  @CsvSource({
    "geheim123, is not a hash that hash-password makes",
    "pbkdf2-sha256:600000:geheim:geheim, is not a hash that hash-password makes",
    WEAK + ", has fewer than 600000 iterations"
  })
  void anUnsafeHashIsRefusedWithoutRepeatingIt(String text, String complaint) throws Exception {
    assertThat(new Loading(directory).set("admin.viewer-password-hash=" + text).problems())
        .singleElement()
        .asString()
        .startsWith("--set admin.viewer-password-hash: admin.viewer-password-hash " + complaint)
        .doesNotContain("geheim", "AAEC");
    Path file = Files.writeString(directory.resolve("hash"), text);
    assertThat(new Loading(directory).set("admin.viewer-password-hash-file=" + file).problems())
        .singleElement()
        .asString()
        .contains("admin.viewer-password-hash-file " + complaint)
        .doesNotContain("geheim", "AAEC");
  }

  @Test
  void moreNamesAreHostsWithoutPorts() throws Exception {
    AdminConfig admin =
        new Loading(directory)
            .set("admin.hosts=console.example.com,[2001:db8::1]")
            .config()
            .admin();
    assertThat(admin.hosts()).containsExactly("console.example.com", "[2001:db8::1]");
    for (String bad : List.of("console.example.com:8081", "https://console", "*", "a b")) {
      assertThat(new Loading(directory).set("admin.hosts=" + bad).problems())
          .singleElement()
          .asString()
          .contains("which is not a host without a port");
    }
  }
}
