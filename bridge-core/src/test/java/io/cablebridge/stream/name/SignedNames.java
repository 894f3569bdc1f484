package io.cablebridge.stream.name;

import io.cablebridge.protocol.JsonValue;
import io.cablebridge.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Signs stream names as Rails' MessageVerifier does with JSON and SHA-256. */
public final class SignedNames {

  private SignedNames() {}

  public static String sign(Secret secret, String name) {
    byte[] json = JsonValue.quoted(name).getBytes(StandardCharsets.UTF_8);
    String encoded = Base64.getEncoder().encodeToString(json);
    return encoded + "--" + secret.sign(encoded);
  }
}
