package io.cablebridge.config;

import io.cablebridge.secret.Secret;

/** A secret, as it is given; it is written masked, and the mask is no secret. */
final class SecretType implements ValueType<Secret> {
  private static final String MASK = Secret.of("any").toString();

  @Override
  public String word() {
    return "secret";
  }

  @Override
  public Secret parse(RawValue raw) {
    String text = raw.scalar();
    refuseMask(text);
    return Secret.of(text);
  }

  /** What print-config shows must not become the secret that everybody can read there. */
  static void refuseMask(String text) {
    if (text.equals(MASK)) {
      throw new BadValueException(
          "is " + Quoting.quote(MASK) + ", which print-config shows in place of the secret");
    }
  }

  @Override
  public String format(Secret value) {
    return Quoting.yaml(value.toString());
  }
}
