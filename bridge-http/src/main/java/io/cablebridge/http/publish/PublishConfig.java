package io.cablebridge.http.publish;

import io.cablebridge.secret.Secret;

/**
 * Who may publish to streams; the keys under {@code publish.}
 *
 * @param secret from which the two keys are derived that are not given, as AnyCable derives them
 *     from its own; default none
 * @param broadcastKey what {@code POST /_broadcast} demands as a bearer token; default none
 * @param apiKey what {@code POST /api/publish} demands as a bearer token; default none
 * @param maxBody the longest request body in bytes; default 1 MiB, 1 KiB to 64 MiB
 */
public record PublishConfig(Secret secret, Secret broadcastKey, Secret apiKey, int maxBody) {

  /** The values that hold when nothing is configured: nobody may. */
  public static PublishConfig defaults() {
    return new PublishConfig(Secret.NONE, Secret.NONE, Secret.NONE, 1 << 20);
  }
}
