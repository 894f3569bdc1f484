package io.cablebridge.config;

/**
 * Something wrong with the configuration.
 *
 * @param origin where it was written
 * @param key the key in question, empty if there is none
 * @param message what is wrong, for a person
 */
public record Problem(Origin origin, String key, String message) {
  @Override
  public String toString() {
    return key.isEmpty() ? origin + ": " + message : origin + ": " + key + " " + message;
  }
}
