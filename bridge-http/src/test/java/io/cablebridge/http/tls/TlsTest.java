package io.cablebridge.http.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.cablebridge.http.rig.RawConnection;
import io.cablebridge.http.rig.RunningBridge;
import io.cablebridge.http.rig.TestCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Certificates: which are taken, which are refused and why, and what a new one changes. */
class TlsTest {
  @TempDir private Path directory;

  private UnusableTlsException refusal(TlsConfig config) {
    UnusableTlsException refusal =
        catchThrowableOfType(UnusableTlsException.class, () -> KeyMaterial.read(config));
    assertThat(refusal).isNotNull();
    return refusal;
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "EC"})
  void bothKindsOfKeyAreRead(String algorithm) throws Exception {
    TestCertificate made = TestCertificate.make(algorithm);
    KeyMaterial read = KeyMaterial.read(made.into(directory, true));
    assertThat(read.certificates()).containsExactly(made.certificate);
  }

  @Test
  void oneFileMayHoldBoth() throws Exception {
    TestCertificate made = TestCertificate.make("EC");
    String both = directory.resolve("both.pem").toString();
    Files.writeString(Path.of(both), "for people\n" + made.keyPem() + made.certificatePem());
    assertThat(KeyMaterial.read(new TlsConfig(both, both, true)).certificates()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "RSA PRIVATE KEY, 'holds no EC key, as the certificate has'",
    "EC PRIVATE KEY, 'holds no EC key, as the certificate has'",
    "DSA PRIVATE KEY, 'holds no EC key, as the certificate has'",
    "ENCRYPTED PRIVATE KEY, 'is locked with a password, which is not supported; openssl pkey"
        + " removes it'",
    "PRIVATE KEY, 'holds no EC key, as the certificate has'",
    "CERTIFICATE, holds no private key in PEM form"
  })
  void aKeyThatCannotBeUsedIsRefusedWithTheReason(String label, String reason) throws Exception {
    TlsConfig config = TestCertificate.make("EC").into(directory, true);
    Files.writeString(Path.of(config.keyFile()), TestCertificate.pem(label, new byte[] {48, 1, 2}));
    assertThat(refusal(config)).hasMessage(reason);
    assertThat(refusal(config).isOfKey()).isTrue();
  }

  /** Files of openssl, in each form that it writes. */
  @ParameterizedTest
  @ValueSource(
      strings = {"rsa-pkcs1", "rsa-pkcs8", "p256-sec1", "p384-sec1", "p256-parameters-and-sec1"})
  void theFormsOfAKeyAreRead(String name) throws Exception {
    String key = resource(name + ".key.pem");
    String certificate = resource(name + ".cert.pem");
    assertThat(KeyMaterial.read(new TlsConfig(certificate, key, true)).certificates()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rsa-pkcs1", "p256-sec1"})
  void aLockedKeyIsRefusedInEachForm(String name) throws Exception {
    String certificate = resource(name + ".cert.pem");
    for (String form : List.of(".locked-old.pem", ".locked-pkcs8.pem")) {
      assertThat(refusal(new TlsConfig(certificate, resource(name + form), true)))
          .hasMessageContaining("is locked with a password");
    }
  }

  private static String resource(String name) throws Exception {
    URL file = Objects.requireNonNull(TlsTest.class.getResource("/keys/" + name), name);
    return Path.of(file.toURI()).toString();
  }

  @Test
  void aKeyOfAnotherCertificateIsRefused() throws Exception {
    TlsConfig config = TestCertificate.make("EC").into(directory, true);
    Files.writeString(Path.of(config.keyFile()), TestCertificate.make("EC").keyPem());
    assertThat(refusal(config)).hasMessage("is not the key of the certificate");
  }

  @Test
  void aFileWithoutACertificateIsRefused() throws Exception {
    TlsConfig config = TestCertificate.make("EC").into(directory, true);
    Path file = Path.of(config.certificateFile());
    Files.writeString(file, "certainly");
    assertThat(refusal(config)).hasMessage("holds no certificate in PEM form");
    Files.writeString(file, TestCertificate.pem("CERTIFICATE", new byte[] {48, 1, 2}));
    assertThat(refusal(config)).hasMessage("holds a certificate that cannot be read");
    Files.delete(file);
    assertThat(refusal(config)).hasMessage("does not exist");
    assertThat(refusal(config).isOfKey()).isFalse();
  }

  private static SSLSocket connected(RunningBridge bridge, TestCertificate trusted)
      throws IOException {
    Socket plain = new Socket(InetAddress.getLoopbackAddress(), bridge.port());
    return (SSLSocket) trusted.over(plain);
  }

  private static Certificate shown(RunningBridge bridge, TestCertificate trusted)
      throws IOException {
    try (SSLSocket socket = connected(bridge, trusted)) {
      return socket.getSession().getPeerCertificates()[0];
    }
  }

  @Test
  void aNewCertificateIsTakenABadOneIsNotAndStreamsGoOn() throws Exception {
    TestCertificate first = TestCertificate.make("EC");
    TestCertificate second = TestCertificate.make("RSA");
    TlsConfig config = first.into(directory, true);
    try (RunningBridge bridge = RunningBridge.start(plan -> plan.tls = config);
        SSLSocket stream = connected(bridge, first)) {
      String id = RunningBridge.newId();
      String ask = RawConnection.request("GET /" + id, "Accept: text/event-stream");
      stream.getOutputStream().write(ask.getBytes(StandardCharsets.US_ASCII));
      await().until(() -> bridge.sessions.directory().listeners() == 1);

      Files.writeString(Path.of(config.certificateFile()), second.certificatePem());
      await()
          .pollDelay(Duration.ofSeconds(11))
          .atMost(Duration.ofSeconds(13))
          .untilAsserted(() -> assertThat(shown(bridge, first)).isEqualTo(first.certificate));

      Files.writeString(Path.of(config.keyFile()), second.keyPem());
      await()
          .atMost(Duration.ofSeconds(20))
          .ignoreException(SSLHandshakeException.class)
          .untilAsserted(() -> assertThat(shown(bridge, second)).isEqualTo(second.certificate));

      assertThat(bridge.sessions.directory().listeners()).isEqualTo(1);
      bridge.sessions.close();
      String received = new String(stream.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(received).contains("\"shutting_down\"");
    }
  }

  @Test
  void onlySecureProtocolsAreAccepted() throws Exception {
    TlsCertificate certificate =
        new TlsCertificate(TestCertificate.make("RSA").into(directory, true));
    certificate.load();
    certificate.context().start();
    assertThat(certificate.context().getSelectedProtocols())
        .containsExactlyInAnyOrder("TLSv1.2", "TLSv1.3");
    assertThat(certificate.context().getSelectedCipherSuites())
        .contains("TLS_AES_128_GCM_SHA256", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256")
        .allMatch(suite -> suite.contains("GCM") || suite.contains("POLY1305"));
  }
}
