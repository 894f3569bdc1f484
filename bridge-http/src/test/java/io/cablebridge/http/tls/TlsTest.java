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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.time.Duration;
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
    "RSA PRIVATE KEY, is not in PKCS#8 form; openssl pkcs8 -topk8 -nocrypt converts it",
    "EC PRIVATE KEY, is not in PKCS#8 form; openssl pkcs8 -topk8 -nocrypt converts it",
    "ENCRYPTED PRIVATE KEY, 'is locked with a password, which is not supported'",
    "PRIVATE KEY, 'holds no EC key, as the certificate has'",
    "CERTIFICATE, holds no private key in PEM form"
  })
  void aKeyThatCannotBeUsedIsRefusedWithTheReason(String label, String reason) throws Exception {
    TlsConfig config = TestCertificate.make("EC").into(directory, true);
    Files.writeString(Path.of(config.keyFile()), TestCertificate.pem(label, new byte[] {48, 1, 2}));
    assertThat(refusal(config)).hasMessage(reason);
    assertThat(refusal(config).isOfKey()).isTrue();
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
      await().until(() -> bridge.sessions.listeners() == 1);

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

      assertThat(bridge.sessions.listeners()).isEqualTo(1);
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
