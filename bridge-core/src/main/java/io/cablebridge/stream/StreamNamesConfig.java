package io.cablebridge.stream;

/**
 * Who may read which stream; the keys under {@code streams.}
 *
 * @param publicNames whether anybody may read any stream whose name he knows; default false
 * @param secret what names are signed with; without one no signed name is valid
 * @param turbo whether {@code Turbo::StreamsChannel} is served here rather than by Rails; default
 *     false
 * @param turboSecret what turbo-rails signs with; without one the other secret
 */
public record StreamNamesConfig(
    boolean publicNames, Secret secret, boolean turbo, Secret turboSecret) {

  /** The values that hold when nothing is configured. */
  public static StreamNamesConfig defaults() {
    return new StreamNamesConfig(false, Secret.NONE, false, Secret.NONE);
  }
}
