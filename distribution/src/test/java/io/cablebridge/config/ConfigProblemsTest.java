package io.cablebridge.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cablebridge.setting.ConfigRecords;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigProblemsTest {
  @TempDir private Path directory;

  @Test
  void allProblemsOfAllSourcesAreReportedTogether() throws Exception {
    Loading loading =
        new Loading(directory)
            .file(
                """
                session:
                  lingr: 30s
                  tombstone: 60
                http:
                  port: many
                  trusted-proxies: [10.0.0.0/8, proxy.internal]
                """)
            .environment(Map.of("CABLE_BRIDGE_HTTP_MAX_BODY", "1GiB"))
            .listen("8080")
            .set("sse.detach=maybe")
            .set("nonsense");
    assertThat(loading.problems())
        .containsExactly(
            "bridge.yml:2: \"session.lingr\" is not a setting; did you mean session.linger?",
            "bridge.yml:3: session.tombstone is 60 without a unit; write 60s or 60ms",
            "bridge.yml:5: http.port is \"many\", which is not a whole number",
            "bridge.yml:6: http.trusted-proxies has \"proxy.internal\", which is not an address or"
                + " a CIDR range",
            "CABLE_BRIDGE_HTTP_MAX_BODY: http.max-body is 1GiB, but must be at most 64MiB",
            "--listen: \"8080\" must be host:port or :port",
            "--set: \"nonsense\" must be key=value",
            "--set sse.detach: sse.detach is \"maybe\", but must be auto or off");
  }

  @Test
  void mistakesOfOneKeyAndOfSeveralAreReportedTogether() {
    Loading loading =
        new Loading(directory)
            .set("http.port=many")
            .set("session.queue-events=5000")
            .set("jwt.required=true")
            .set("http.tls.key-file=key.pem")
            .set("admin.host=0.0.0.0");
    assertThat(loading.problems())
        .hasSize(5)
        .anyMatch(problem -> problem.contains("http.port is \"many\""))
        .anyMatch(problem -> problem.contains("session.queue-events is 5000"))
        .anyMatch(problem -> problem.contains("jwt.required is true, but there is no jwt.secret"))
        .anyMatch(problem -> problem.contains("there is no http.tls.certificate-file"))
        .anyMatch(problem -> problem.contains("admin.host is"));
  }

  @Test
  void aMistakeBringsNoOtherOneWithIt() {
    Loading loading =
        new Loading(directory)
            .set("session.max-queue-events=many")
            .set("session.queue-events=5000")
            .set("jwt.required=true")
            .set("jwt.secret-file=" + directory.resolve("none"))
            .set("http.tls.key-file=key.pem")
            .set("http.tls.certificat-file=cert.pem")
            .environment(Map.of("CABLE_BRIDGE_ADMIN_VIEWER_PASSWORD_HAHS", "x"))
            .set("admin.host=0.0.0.0");
    assertThat(loading.problems()).hasSize(4);
  }

  @Test
  void aFileThatIsNoYamlBringsNoOtherMistakeWithIt() throws Exception {
    Loading loading = new Loading(directory).file("jwt.required: true\nhttp: [a\njwt.secret: x\n");
    assertThat(loading.problems()).singleElement().asString().contains("not YAML");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          session.linger=-1s          | is not a duration
          session.linger=2h           | at most 1h
          session.linger=30           | without a unit
          session.linger=30 s         | is not a duration
          session.queue-bytes=1MB     | is not a size
          session.queue-bytes=3GiB    | less than 2GiB
          session.queue-bytes=99999999999 | is not a size
          session.queue-events=0      | at least 1
          session.queue-events=1e3    | is not a whole number
          session.queue-events=5000   | must not exceed session.max-queue-events
          session.max-id-length=8     | must not exceed session.max-id-length
          session.allow-reuse=maybe   | must be true or false
          session.bind-headers=Or igin | is not a name
          upstream.url=http://x/cable | must begin with ws:// or wss://
          upstream.url=ws:///cable    | names no host
          upstream.url=ws://a b/      | is not a URL
          upstream.url=ws://u:geheim@x/ | must not hold a user or a password
          upstream.url=ws://u:geheim@my_rails/ | must not hold a user or a password
          upstream.url=ws://my_rails:99999/ | names no host
          streams.redis.url=redis://:geheim@/ | names no host
          streams.redis.url=redis://:****@my_redis/ | in place of the password
          upstream.backoff-min=6s     | must not exceed upstream.backoff-max
          upstream.host=a/b           | is not a host
          http.base-path=cable        | begins with /
          http.trusted-proxies=10.0.0.0/33 | CIDR
          http.trusted-proxies=10.0.0.256  | CIDR
          http.trusted-proxies=::1/129     | CIDR
          http.trusted-proxies=::ffff:10.0.0.1/90 | CIDR
          http.cors.allowed-origins=example.com | is not an origin
          http.cors.allowed-origins=https://example.com/ | is not an origin
          log.level=loud              | trace or debug or info or warn or error
          """)
  void aBadValueIsNamed(String assignment, String complaint) {
    assertThat(new Loading(directory).set(assignment).problems())
        .singleElement()
        .asString()
        .contains(complaint)
        .doesNotContain("geheim");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http.trusted-proxies=10.0.0.0/8,192.168.1.1,::1,fd00::/8,::ffff:10.0.0.1",
        "http.cors.allowed-origins=https://example.com,http://localhost:3000,https://*.a.example",
        "http.host=::1",
        "http.host=0.0.0.0",
        "http.base-path=/events/",
        "upstream.host=www.example.com:8443",
        "upstream.url=wss://rails.internal:3000/cable?x=1",
        "upstream.url=ws://rails_app:3000/cable",
        "upstream.url=ws://[::1]:3000/cable",
        "upstream.host=rails_app:3000",
        "streams.redis.url=redis://my_redis:6379",
        "streams.redis.url=redis://:word@my_redis:6379/1",
        "admin.hosts=my_console.internal",
        "http.cors.allowed-origins=https://my_app.test,https://*.my_apps.test",
        "upstream.connects-per-second=0",
        "session.linger=0",
        "session.linger=1.5s",
        "poll.timeout=0s"
      })
  void aValidValueIsApplied(String assignment) throws Exception {
    assertThat(new Loading(directory).set(assignment).config())
        .isNotEqualTo(ConfigRecords.defaults(BridgeConfig.class));
  }

  @Test
  void aKeyWithoutAValueIsAProblemButAnEmptySectionIsNot() throws Exception {
    Loading loading = new Loading(directory).file("http:\n  port:\nsse:\n");
    assertThat(loading.problems())
        .containsExactly("bridge.yml:2: http.port has no value; write \"\" or [] for an empty one");
  }

  @Test
  void aDuplicateKeyIsAProblem() throws Exception {
    Loading loading = new Loading(directory).file("http:\n  port: 1\nhttp.port: 2\n");
    assertThat(loading.problems())
        .containsExactly("bridge.yml:3: http.port is already given in line 2");
  }

  @Test
  void aValueOfTheWrongShapeIsAProblem() throws Exception {
    Loading loading =
        new Loading(directory)
            .file("http:\n  port: [1]\n  trusted-proxies: [[a], {b: c}]\nsse: 3\n");
    assertThat(loading.problems())
        .containsExactly(
            "bridge.yml:3: http.trusted-proxies must be a list of single values",
            "bridge.yml:3: http.trusted-proxies must be a list of single values",
            "bridge.yml:2: http.port is a list, but must be a single value",
            "bridge.yml:4: \"sse\" is not a setting");
  }

  @ParameterizedTest
  @CsvSource({
    "http.prot, http.port",
    "session.queue_bytes, session.queue-bytes",
    "sessions.linger, session.linger",
    "linger, session.linger",
    "base-path, http.base-path"
  })
  void theNearestKeyIsNamed(String wrong, String meant) {
    assertThat(new Loading(directory).set(wrong + "=1").problems())
        .containsExactly(
            "--set %s: \"%s\" is not a setting; did you mean %s?".formatted(wrong, wrong, meant));
  }

  @Test
  void brokenYamlIsAProblemWithItsLine() throws Exception {
    Loading loading = new Loading(directory).file("http:\n  port: 1\n  host: [a\nsse: 1\n");
    assertThat(loading.problems())
        .singleElement()
        .asString()
        .matches("bridge\\.yml:[34]: not YAML: .+");
  }

  @Test
  void aMissingFileIsAProblem() {
    InvalidConfigException failure =
        catchThrowableOfType(
            InvalidConfigException.class,
            () ->
                ConfigLoader.load(
                    directory.resolve("none.yml"), Map.of(), new CommandLineValues()));
    assertThat(failure).hasMessageContaining("none.yml: file not found");
  }

  @Test
  void aDirectoryAndAFileThatIsNotTextAreProblems() throws Exception {
    Path binary = Files.write(directory.resolve("binary.yml"), new byte[] {(byte) 0xff});
    for (String[] expected :
        new String[][] {
          {directory.toString(), "is a directory"},
          {binary.toString(), "the file is not UTF-8 text"}
        }) {
      InvalidConfigException failure =
          catchThrowableOfType(
              InvalidConfigException.class,
              () -> ConfigLoader.load(Path.of(expected[0]), Map.of(), new CommandLineValues()));
      assertThat(failure).hasMessage(expected[0] + ": " + expected[1]);
    }
  }

  @Test
  void anEmptyFileIsValid() throws Exception {
    assertThat(new Loading(directory).file("").config())
        .isEqualTo(ConfigRecords.defaults(BridgeConfig.class));
  }

  @Test
  void aMisspeltVariableIsAProblemAndAForeignOneIsNot() {
    Loading loading =
        new Loading(directory)
            .environment(
                Map.of(
                    "CABLE_BRIDGE_HTTP_PROT", "80",
                    "CABLE_BRIDGE_SERVICE_HOST", "10.0.0.1",
                    "CABLE_BRIDGE_PORT_8080_TCP_ADDR", "10.0.0.1",
                    "CABLE_BRIDGE_PORT", "tcp://10.0.0.1:8080",
                    "CABLE_BRIDGE_HEAP", "1g"));
    assertThat(loading.problems())
        .containsExactly(
            "CABLE_BRIDGE_HTTP_PROT: is not a setting; did you mean CABLE_BRIDGE_HTTP_PORT?");
  }
}
