package io.cablebridge.admin;

import io.cablebridge.admin.security.HostCheckHandler;
import io.cablebridge.secret.Secret;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * The console's listener, and who may use it; the keys under {@code admin.}
 *
 * @param enabled whether there is a console; default true
 * @param host the address to listen on; default {@code 127.0.0.1}, the loopback; empty for every
 *     address
 * @param port the TCP port; default 8081, zero takes any free one, at most 65 535
 * @param operatorPasswordHash lets the operator sign in, who sees and acts; default none
 * @param viewerPasswordHash lets the viewer sign in, who sees; default none
 * @param hosts further names by which the console may be asked for; default none
 */
public record AdminConfig(
    boolean enabled,
    String host,
    int port,
    Secret operatorPasswordHash,
    Secret viewerPasswordHash,
    List<String> hosts) {

  /** Copies the list. */
  public AdminConfig {
    hosts = List.copyOf(hosts);
  }

  /** The values that hold when nothing is configured. */
  public static AdminConfig defaults() {
    return new AdminConfig(true, "127.0.0.1", 8081, Secret.NONE, Secret.NONE, List.of());
  }

  /**
   * Whether nobody beyond this machine can reach the console. Names are not looked up: all but
   * {@code localhost} may become another address tomorrow.
   */
  public boolean isLoopback() {
    if (host.equalsIgnoreCase("localhost")) {
      return true;
    }
    if (!HostCheckHandler.isAddress(host)) {
      return false;
    }
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /** Whether there is a password at all. */
  public boolean hasPassword() {
    return operatorPasswordHash.isPresent() || viewerPasswordHash.isPresent();
  }
}
