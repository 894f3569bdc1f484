package io.cablebridge.admin;

import io.cablebridge.address.IpAddress;
import io.cablebridge.secret.Secret;
import io.cablebridge.setting.Description;
import io.cablebridge.setting.Setting;
import io.cablebridge.setting.TextFormat;
import java.util.List;

/** The listener of the console, and its passwords; keys below {@code admin.} */
public record AdminConfig(
    @Setting(key = "admin.enabled", defaultValue = "true")
        @Description("Whether there is an operator's console.")
        boolean enabled,
    @Setting(key = "admin.host", defaultValue = "127.0.0.1", format = TextFormat.BIND_HOST)
        @Description(
            "The address that the console listens on. On a loopback address every client may read;"
                + " any other address needs a password"
                + " ([roles](operations.md#roles)), and a proxy with TLS in"
                + " front.")
        String host,
    @Setting(key = "admin.port", defaultValue = "8081", range = "0 to 65535")
        @Description("The TCP port of the console. 0: any free port.")
        int port,
    @Setting(key = "admin.operator-password-hash")
        @Description(
            "The password of the `operator`, the role that may read and act, as `bin/cable-bridge"
                + " hash-password` prints it. Without it no action is possible.")
        Secret operatorPasswordHash,
    @Setting(key = "admin.viewer-password-hash")
        @Description(
            "The password of the `viewer`, the role that may read; also for programs such as"
                + " Prometheus.")
        Secret viewerPasswordHash,
    @Setting(key = "admin.hosts", format = TextFormat.HOST)
        @Description(
            "More host names that a request for the console may name. Any other is refused with"
                + " 421.")
        List<String> hosts) {

  public AdminConfig {
    hosts = List.copyOf(hosts);
  }

  /**
   * Whether the console is reachable from this machine only. Host names other than {@code
   * localhost} count as reachable from elsewhere: their address can change at any time.
   */
  public boolean isLoopback() {
    if (host.equalsIgnoreCase("localhost")) {
      return true;
    }
    IpAddress literal = IpAddress.parseWithPort(host);
    return literal != null && literal.address().isLoopbackAddress();
  }

  public boolean hasPassword() {
    return operatorPasswordHash.isPresent() || viewerPasswordHash.isPresent();
  }
}
