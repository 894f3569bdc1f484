package io.cablebridge.stream.name;

import io.cablebridge.secret.Secret;

/**
 * Which names of streams are taken from clients; the keys under {@code streams.}
 *
 * @param publicNames whether anybody may read any stream by its bare name, key {@code
 *     streams.public}; default false
 * @param secret with which {@code $pubsub} names are signed, key {@code streams.secret}; default
 *     none, which means that no such name is valid
 * @param turbo whether the bridge itself serves {@code Turbo::StreamsChannel}, key {@code
 *     streams.turbo.enabled}; default false, which leaves it to Rails
 * @param turboSecret with which Turbo's names are signed; {@code
 *     config.turbo.signed_stream_verifier_key} in Rails; default none
 * @param turboSecretKeyBase the application's {@code secret_key_base}, from which that secret is
 *     derived when none is given; default none
 * @param turboDigest of that derivation; default SHA-256
 */
public record StreamNamesConfig(
    boolean publicNames,
    Secret secret,
    boolean turbo,
    Secret turboSecret,
    Secret turboSecretKeyBase,
    TurboKey.Digest turboDigest) {

  /** The values that hold when nothing is configured. */
  public static StreamNamesConfig defaults() {
    return new StreamNamesConfig(
        false, Secret.NONE, false, Secret.NONE, Secret.NONE, TurboKey.Digest.SHA256);
  }
}
