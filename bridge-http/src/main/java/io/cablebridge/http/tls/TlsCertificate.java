package io.cablebridge.http.tls;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Instant;
import java.util.Comparator;
import org.eclipse.jetty.http2.HTTP2Cipher;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate of new connections. Its files are checked every few seconds: a valid new
 * certificate replaces the old one, and otherwise the old one stays. Open connections keep theirs.
 * The public server owns it; its monitor guards it.
 */
public final class TlsCertificate {
  private static final Logger log = LoggerFactory.getLogger(TlsCertificate.class);

  private final TlsConfig config;
  private final SslContextFactory.Server context = new SslContextFactory.Server();

  @GuardedBy("this")
  private @Nullable KeyMaterial current;

  /** The last problem with the files that was logged; empty for none. */
  @GuardedBy("this")
  private String problem = "";

  public TlsCertificate(TlsConfig config) {
    this.config = config;
    context.setIncludeProtocols("TLSv1.3", "TLSv1.2");
    // Only forward secrecy with authenticated encryption, as all suites of TLS 1.3 have.
    context.setIncludeCipherSuites("TLS_(AES|CHACHA20)_.*", "TLS_ECDHE_.*_(GCM|POLY1305)_.*");
    context.setCipherComparator(HTTP2Cipher.COMPARATOR);
    context.setUseCipherSuitesOrder(true);
    context.setKeyStorePassword(KeyMaterial.PASSWORD);
  }

  public SslContextFactory.Server context() {
    return context;
  }

  public synchronized void load() throws Exception {
    try {
      KeyMaterial first = KeyMaterial.read(config);
      context.setKeyStore(first.store());
      use(first, "read");
    } catch (UnusableTlsException e) {
      throw new IllegalStateException(sentence(e), e);
    }
  }

  /** Reads the files again, and uses their certificate if it is valid and another one. */
  public synchronized void reloadIfChanged() {
    try {
      KeyMaterial files = KeyMaterial.read(config);
      problem = "";
      if (!files.equals(current)) {
        context.reload(factory -> factory.setKeyStore(files.store()));
        use(files, "reloaded");
      }
    } catch (UnusableTlsException e) {
      logProblem(sentence(e));
    } catch (Exception e) {
      logProblem(
          "the certificate of " + config.certificateFile() + " cannot be used: " + e.getMessage());
    }
  }

  @GuardedBy("this")
  private void use(KeyMaterial material, String verb) {
    current = material;
    Instant end =
        material.certificates().stream()
            .map(certificate -> certificate.getNotAfter().toInstant())
            .min(Comparator.naturalOrder())
            .orElseThrow();
    log.info("certificate {} file={} valid-until={}", verb, config.certificateFile(), end);
  }

  /** Logs a problem once, and again if it changes. */
  @GuardedBy("this")
  private void logProblem(String sentence) {
    if (!sentence.equals(problem)) {
      problem = sentence;
      log.warn("the old certificate is kept, since {}", sentence);
    }
  }

  private String sentence(UnusableTlsException e) {
    return (e.isOfKey() ? config.keyFile() : config.certificateFile()) + " " + e.getMessage();
  }
}
