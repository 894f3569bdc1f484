package io.cablebridge.config;

/**
 * A mistake in the configuration.
 *
 * @param origin where it is: a file with its line, a variable, an option
 * @param key the setting, empty if there is none
 * @param message what is wrong; with a key, the rest of a sentence whose subject is the key
 */
public record Problem(String origin, String key, String message) {
  @Override
  public String toString() {
    return key.isEmpty() ? origin + ": " + message : origin + ": " + key + " " + message;
  }
}
