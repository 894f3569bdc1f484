package io.cablebridge.http.tls;

import io.cablebridge.setting.Description;
import io.cablebridge.setting.Setting;
import java.util.Optional;

/** TLS and HTTP/2 of the public listener; keys below {@code http.} */
public record TlsConfig(
    @Setting(key = "http.tls.certificate-file")
        @Description(
            "A PEM file with the certificate and its chain, the server's own certificate first."
                + " With it the listener accepts TLS 1.2 and 1.3 only. The file is read again when"
                + " it changes. Empty: no TLS.")
        String certificateFile,
    @Setting(key = "http.tls.key-file")
        @Description(
            "A PEM file with the private key of the certificate, RSA or EC: PKCS#8, PKCS#1 or SEC1,"
                + " without a password. May be the same file.")
        String keyFile,
    @Setting(key = "http.http2", defaultValue = "true")
        @Description("Offers HTTP/2 beside HTTP/1.1, with TLS only.")
        boolean http2) {

  public Optional<UnusableTlsException> defect() {
    try {
      if (isOn()) {
        KeyMaterial.read(this);
      }
      return Optional.empty();
    } catch (UnusableTlsException e) {
      return Optional.of(e);
    }
  }

  public boolean isOn() {
    return !certificateFile.isEmpty();
  }
}
