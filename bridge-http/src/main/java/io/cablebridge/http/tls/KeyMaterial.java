package io.cablebridge.http.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
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
import java.util.regex.Pattern;

/**
 * A certificate with its chain, the server's own first, and the private key of that one. {@link
 * TlsCertificate} reads it from the files; two are equal if the files have the same content.
 */
record KeyMaterial(List<X509Certificate> certificates, PrivateKey key) {
  /** The password of the key store, which exists in memory only. */
  static final String PASSWORD = "in-memory";

  private static final String PRIVATE_KEY = "PRIVATE KEY";
  private static final int MAX_FILE_BYTES = 1 << 20;
  private static final Pattern PEM =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);

  /**
   * A part of a PEM file (RFC 7468) between a BEGIN and an END line, in base64; other text is a
   * comment.
   */
  private record Block(String label, String text) {
    byte[] der() {
      return Base64.getMimeDecoder().decode(text);
    }

    boolean isPrivateKey() {
      return label.endsWith(PRIVATE_KEY);
    }

    /** By its label, or in the older form by a header (RFC 1421). */
    boolean isEncrypted() {
      return label.startsWith("ENCRYPTED ") || text.contains("ENCRYPTED");
    }
  }

  /** Also checks that the key is that of the certificate. */
  static KeyMaterial read(TlsConfig config) throws UnusableTlsException {
    List<X509Certificate> chain = chain(blocks(config.certificateFile(), false));
    PublicKey publicKey = chain.get(0).getPublicKey();
    PrivateKey key = key(blocks(config.keyFile(), true), publicKey);
    if (!match(publicKey, key)) {
      throw new UnusableTlsException(true, "is not the key of the certificate");
    }
    return new KeyMaterial(chain, key);
  }

  private static List<Block> blocks(String path, boolean ofKey) throws UnusableTlsException {
    try (InputStream in = Files.newInputStream(Path.of(path))) {
      String text = new String(in.readNBytes(MAX_FILE_BYTES), StandardCharsets.ISO_8859_1);
      return PEM.matcher(text)
          .results()
          .map(found -> new Block(found.group(1), found.group(2)))
          .toList();
    } catch (NoSuchFileException | InvalidPathException e) {
      throw new UnusableTlsException(ofKey, "does not exist");
    } catch (IOException e) {
      throw new UnusableTlsException(ofKey, "cannot be read");
    }
  }

  private static List<Block> labelled(List<Block> blocks, String label) {
    return blocks.stream().filter(block -> block.label().equals(label)).toList();
  }

  private static List<X509Certificate> chain(List<Block> blocks) throws UnusableTlsException {
    List<X509Certificate> chain = new ArrayList<>();
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      for (Block block : labelled(blocks, "CERTIFICATE")) {
        Certificate read = factory.generateCertificate(new ByteArrayInputStream(block.der()));
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

  private static PrivateKey key(List<Block> blocks, PublicKey publicKey)
      throws UnusableTlsException {
    String algorithm = publicKey.getAlgorithm();
    Block key =
        blocks.stream()
            .filter(Block::isPrivateKey)
            .findFirst()
            .orElseThrow(() -> new UnusableTlsException(true, "holds no private key in PEM form"));
    if (key.isEncrypted()) {
      throw new UnusableTlsException(
          true, "is locked with a password, which is not supported; openssl pkey removes it");
    }
    try {
      byte[] der = key.der();
      if (key.label().equals(algorithm + " " + PRIVATE_KEY)) {
        der = Pkcs8.wrap(der, publicKey.getEncoded());
      }
      return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new UnusableTlsException(
          true, "holds no " + algorithm + " key, as the certificate has");
    }
  }

  private static boolean match(PublicKey publicKey, PrivateKey key) {
    try {
      String name = "SHA256with" + (publicKey.getAlgorithm().equals("EC") ? "ECDSA" : "RSA");
      byte[] sample = {1, 2, 3};
      Signature signature = Signature.getInstance(name);
      signature.initSign(key);
      signature.update(sample);
      byte[] signed = signature.sign();
      signature.initVerify(publicKey);
      signature.update(sample);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  KeyStore store() {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry(
          "bridge", key, PASSWORD.toCharArray(), certificates.toArray(Certificate[]::new));
      return store;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("The JDK has no PKCS#12 key store for this key", e);
    }
  }
}
