package io.cablebridge.http.request;

import io.cablebridge.address.HostName;
import io.cablebridge.address.IpAddress;
import io.cablebridge.address.Network;
import io.cablebridge.http.exchange.ForwardedClient;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/**
 * Reads the {@code X-Forwarded-*} headers in which proxies name the client and the public URL. They
 * count only if the peer is a trusted proxy. Immutable.
 */
public final class ForwardedHeaders {
  private static final Predicate<String> SCHEME = Pattern.compile("(?i)https?").asMatchPredicate();
  private static final Predicate<String> PORT =
      Pattern.compile("[1-9][0-9]{0,4}").asMatchPredicate();

  private final List<Network> proxies;

  @Inject
  ForwardedHeaders(HttpConfig config) {
    this.proxies =
        config.trustedProxies().stream()
            .map(text -> Objects.requireNonNull(Network.parse(text), text))
            .toList();
  }

  public ForwardedClient clientOf(Request request) {
    IpAddress peer = peer(request);
    HttpFields headers = request.getHeaders();
    String address = peer.text();
    String scheme = request.isSecure() ? "https" : "http";
    // HTTP/2 has a pseudo header in place of Host.
    String hostHeader = headers.get(HttpHeader.HOST);
    String host = hostHeader == null ? request.getHttpURI().getAuthority() : hostHeader;
    String port = null;
    if (isProxy(peer)) {
      ForwardedHop hop = ForwardedHop.of(headers, peer, this::isProxy);
      address = hop.address().text();
      String proto = hop.value(headers, "X-Forwarded-Proto", SCHEME);
      scheme = proto == null ? scheme : proto.toLowerCase(Locale.ROOT);
      String forwardedHost = hop.value(headers, "X-Forwarded-Host", HostName::matchesWithPort);
      host = forwardedHost == null ? host : forwardedHost;
      port = hop.value(headers, "X-Forwarded-Port", PORT);
    }
    String defaultPort = scheme.equals("https") ? "443" : "80";
    String publicHost = withoutPort(host == null ? "" : host, defaultPort);
    if (ForwardedClient.hasPort(publicHost)) {
      port = publicHost.substring(publicHost.lastIndexOf(':') + 1);
    }
    return new ForwardedClient(address, scheme, publicHost, port == null ? defaultPort : port);
  }

  private static IpAddress peer(Request request) {
    InetAddress address =
        request.getConnectionMetaData().getRemoteSocketAddress() instanceof InetSocketAddress peer
            ? peer.getAddress()
            : null;
    return IpAddress.of(address == null ? InetAddress.getLoopbackAddress() : address);
  }

  private boolean isProxy(IpAddress address) {
    return proxies.stream().anyMatch(network -> network.contains(address));
  }

  private static String withoutPort(String host, String port) {
    String lower = host.toLowerCase(Locale.ROOT);
    return lower.endsWith(":" + port)
        ? lower.substring(0, lower.length() - port.length() - 1)
        : lower;
  }
}
