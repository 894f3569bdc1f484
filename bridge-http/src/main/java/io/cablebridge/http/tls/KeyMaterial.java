package io.cablebridge.http.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A certificate with its chain and its key, which belong together. Read whenever the files change;
 * compared by what the files hold.
 *
 * @param certificates the server's own first
 * @param key the private key of the first of them
 */
record KeyMaterial(List<X509Certificate> certificates, PrivateKey key) {
  /** What the store in memory is locked with; it leaves the memory as little as the key does. */
  static final String PASSWORD = "in-memory";

  private static final String PKCS8 = "PRIVATE KEY";

  /** Reads both files and proves that the key is the certificate's. */
  static KeyMaterial read(TlsConfig config) throws UnusableTlsException {
    List<X509Certificate> chain = chain(PemFile.read(config.certificateFile(), false));
    PublicKey known = chain.get(0).getPublicKey();
    PrivateKey key = key(PemFile.read(config.keyFile(), true), known.getAlgorithm());
    if (!belong(known, key)) {
      throw new UnusableTlsException(true, "is not the key of the certificate");
    }
    return new KeyMaterial(chain, key);
  }

  private static List<X509Certificate> chain(PemFile file) throws UnusableTlsException {
    List<X509Certificate> chain = new ArrayList<>();
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      for (PemFile.Block block : file.labelled("CERTIFICATE")) {
        byte[] der = Base64.getMimeDecoder().decode(block.text());
        Certificate read = factory.generateCertificate(new ByteArrayInputStream(der));
        if (read instanceof X509Certificate certificate) {
          chain.add(certificate);
        }
      }
    } catch (CertificateException | IllegalArgumentException e) {
      throw new UnusableTlsException(false, "holds a certificate that cannot be read");
    }
    if (chain.isEmpty()) {
      throw new UnusableTlsException(false, "holds no certificate in PEM form");
    }
    String kind = chain.get(0).getPublicKey().getAlgorithm();
    if (!kind.equals("RSA") && !kind.equals("EC")) {
      throw new UnusableTlsException(false, "is for a key that is neither RSA nor EC");
    }
    return List.copyOf(chain);
  }

  private static PrivateKey key(PemFile file, String algorithm) throws UnusableTlsException {
    List<PemFile.Block> keys = file.labelled(PKCS8);
    if (keys.isEmpty()) {
      if (!file.labelled("ENCRYPTED PRIVATE KEY").isEmpty()) {
        throw new UnusableTlsException(true, "is locked with a password, which is not supported");
      }
      if (file.blocks().stream().anyMatch(block -> block.label().endsWith(" " + PKCS8))) {
        throw new UnusableTlsException(
            true, "is not in PKCS#8 form; openssl pkcs8 -topk8 -nocrypt converts it");
      }
      throw new UnusableTlsException(true, "holds no private key in PEM form");
    }
    try {
      byte[] der = Base64.getMimeDecoder().decode(keys.get(0).text());
      return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new UnusableTlsException(
          true, "holds no " + algorithm + " key, as the certificate has");
    }
  }

  private static boolean belong(PublicKey known, PrivateKey key) {
    try {
      String name = "SHA256with" + (known.getAlgorithm().equals("EC") ? "ECDSA" : "RSA");
      byte[] words = {1, 2, 3};
      Signature signature = Signature.getInstance(name);
      signature.initSign(key);
      signature.update(words);
      byte[] signed = signature.sign();
      signature.initVerify(known);
      signature.update(words);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** A store of this alone, locked with {@link #PASSWORD}. */
  KeyStore store() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry(
        "bridge", key, PASSWORD.toCharArray(), certificates.toArray(Certificate[]::new));
    return store;
  }
}
