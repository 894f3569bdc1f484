package io.cablebridge.http.rig;

import io.cablebridge.http.tls.TlsConfig;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate for 127.0.0.1 that signed itself, created by the JDK's keytool, with its files and
 * a client that trusts it alone.
 */
public final class TestCertificate {
  private static final AtomicInteger NAMES = new AtomicInteger();
  private static final char[] PASSWORD = "changeit".toCharArray();

  public final X509Certificate certificate;
  private final KeyStore store;

  private TestCertificate(KeyStore store) throws GeneralSecurityException {
    this.store = store;
    this.certificate = (X509Certificate) store.getCertificate("me");
  }

  /**
   * @param algorithm RSA or EC
   */
  public static TestCertificate make(String algorithm) {
    try {
      Path directory = Files.createTempDirectory("tls");
      Path file = directory.resolve("store.p12");
      List<String> keytool =
          List.of(
              Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
              "-genkeypair",
              "-keyalg",
              algorithm,
              "-alias",
              "me",
              "-dname",
              "CN=test " + NAMES.incrementAndGet(),
              "-ext",
              "SAN=ip:127.0.0.1,dns:localhost",
              "-validity",
              "30",
              "-storetype",
              "PKCS12",
              "-storepass",
              new String(PASSWORD),
              "-keystore",
              file.toString());
      Process made =
          new ProcessBuilder(keytool)
              .redirectErrorStream(true)
              .redirectOutput(directory.resolve("log").toFile())
              .start();
      if (!made.waitFor(60, TimeUnit.SECONDS) || made.exitValue() != 0) {
        throw new IllegalStateException(Files.readString(directory.resolve("log")));
      }
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(new ByteArrayInputStream(Files.readAllBytes(file)), PASSWORD);
      return new TestCertificate(store);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public String certificatePem() {
    try {
      return pem("CERTIFICATE", certificate.getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public String keyPem() {
    try {
      return pem("PRIVATE KEY", store.getKey("me", PASSWORD).getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public static String pem(String label, byte[] der) {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN " + label + "-----\n" + text + "\n-----END " + label + "-----\n";
  }

  /** Writes both files. */
  public TlsConfig into(Path directory, boolean http2) {
    try {
      Path certificateFile = Files.writeString(directory.resolve("cert.pem"), certificatePem());
      Path keyFile = Files.writeString(directory.resolve("key.pem"), keyPem());
      return new TlsConfig(certificateFile.toString(), keyFile.toString(), http2);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a client that trusts this certificate and no other uses. */
  public SSLContext client() {
    try {
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      trusted.setCertificateEntry(
          "me",
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(certificate.getEncoded())));
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** TLS over an open connection. */
  public Socket over(Socket plain) throws IOException {
    SSLSocket socket =
        (SSLSocket)
            client().getSocketFactory().createSocket(plain, "127.0.0.1", plain.getPort(), true);
    socket.startHandshake();
    return socket;
  }
}
