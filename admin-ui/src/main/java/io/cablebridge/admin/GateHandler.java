package io.cablebridge.admin;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Stands before every page. A request must name a host of the list, else 421: a page of a stranger
 * whose own name points at the loopback (DNS rebinding) is not answered. Only GET and HEAD pass,
 * else 405.
 */
final class GateHandler extends Handler.Wrapper {

  private final Set<String> hosts;

  GateHandler(String configuredHost) {
    String own = configuredHost.toLowerCase(Locale.ROOT);
    hosts =
        Stream.of("localhost", "127.0.0.1", "[::1]", own.contains(":") ? "[" + own + "]" : own)
            .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    SafetyHeaders.put(response.getHeaders());
    String host = request.getHttpURI().getHost();
    if (host == null || !hosts.contains(host.toLowerCase(Locale.ROOT))) {
      Response.writeError(request, response, callback, HttpStatus.MISDIRECTED_REQUEST_421);
      return true;
    }
    if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
      response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
      Response.writeError(request, response, callback, HttpStatus.METHOD_NOT_ALLOWED_405);
      return true;
    }
    return super.handle(request, response, callback);
  }
}
