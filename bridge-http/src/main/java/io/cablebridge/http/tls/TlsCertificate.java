package io.cablebridge.http.tls;

import io.cablebridge.http.PublicServer;
import java.time.Instant;
import java.util.List;
import org.eclipse.jetty.http2.HTTP2Cipher;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate that new connections are shown. Its files are looked at again and again; what
 * they newly hold is taken if it can be, and otherwise the old one stays. Connections that are open
 * keep what they began with. Owned by {@link PublicServer}; one thread looks at a time.
 */
public final class TlsCertificate {
  private static final Logger log = LoggerFactory.getLogger(TlsCertificate.class);

  private final TlsConfig config;
  private final SslContextFactory.Server context = new SslContextFactory.Server();
  private @Nullable KeyMaterial shown;
  private String complaint = "";

  public TlsCertificate(TlsConfig config) {
    this.config = config;
    context.setIncludeProtocols("TLSv1.3", "TLSv1.2");
    // With forward secrecy and authenticated encryption only; what 1.3 has is nothing else.
    context.setIncludeCipherSuites("TLS_(AES|CHACHA20)_.*", "TLS_ECDHE_.*_(GCM|POLY1305)_.*");
    context.setCipherComparator(HTTP2Cipher.COMPARATOR);
    context.setUseCipherSuitesOrder(true);
    context.setKeyStorePassword(KeyMaterial.PASSWORD);
  }

  public SslContextFactory.Server context() {
    return context;
  }

  /** Reads the files for the first time. */
  public synchronized void load() throws Exception {
    KeyMaterial first;
    try {
      first = KeyMaterial.read(config);
    } catch (UnusableTlsException e) {
      throw new IllegalStateException(sentence(e), e);
    }
    context.setKeyStore(first.store());
    show(first, "read");
  }

  /** Looks whether the files hold something else than what is shown. */
  public synchronized void look() {
    try {
      KeyMaterial now = KeyMaterial.read(config);
      complaint = "";
      if (!now.equals(shown)) {
        context.reload(factory -> factory.setKeyStore(store(now)));
        show(now, "reloaded");
      }
    } catch (UnusableTlsException e) {
      complain(sentence(e));
    } catch (Exception e) {
      complain("the certificate of " + config.certificateFile() + " is refused: " + e.getMessage());
    }
  }

  private static java.security.KeyStore store(KeyMaterial identity) {
    try {
      return identity.store();
    } catch (java.security.GeneralSecurityException | java.io.IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void show(KeyMaterial identity, String verb) {
    shown = identity;
    List<Instant> ends =
        identity.certificates().stream()
            .map(one -> one.getNotAfter().toInstant())
            .sorted()
            .toList();
    log.info("certificate {} file={} valid-until={}", verb, config.certificateFile(), ends.get(0));
  }

  /** Said once, and again when it is another one. */
  private void complain(String sentence) {
    if (!sentence.equals(complaint)) {
      complaint = sentence;
      log.warn("the old certificate is kept, since {}", sentence);
    }
  }

  private String sentence(UnusableTlsException e) {
    return (e.isOfKey() ? config.keyFile() : config.certificateFile()) + " " + e.getMessage();
  }
}
