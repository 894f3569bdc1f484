package io.cablebridge.e2e.secrets;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs JSON Web Tokens as an application does (RFC 7519), valid until 2100. */
final class TokenSigner {

  private TokenSigner() {}

  /**
   * @param ext the claim {@code ext}, already escaped for a JSON string
   */
  static String hs256(String secret, String ext) {
    String signed =
        base64("{\"alg\":\"HS256\"}")
            + "."
            + base64("{\"ext\":\"" + ext + "\",\"exp\":4102444800}");
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return signed + "." + base64(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String base64(String text) {
    return base64(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
