package io.cablebridge.admin;

/**
 * The console's listener; the keys under {@code admin.}
 *
 * @param enabled whether there is a console; default true
 * @param host the address to listen on; default {@code 127.0.0.1}, the loopback
 * @param port the TCP port; default 8081, zero takes any free one, at most 65 535
 */
public record AdminConfig(boolean enabled, String host, int port) {

  /** The values that hold when nothing is configured. */
  public static AdminConfig defaults() {
    return new AdminConfig(true, "127.0.0.1", 8081);
  }
}
