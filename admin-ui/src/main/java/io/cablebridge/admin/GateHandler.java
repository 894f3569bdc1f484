package io.cablebridge.admin;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Stands before every page. A request must name a host of the list, else 421: a page of a stranger
 * whose own name points here (DNS rebinding) is not answered. Where others than this machine can
 * come from, any literal address is as good, as nobody can rebind it. A path that two readers might
 * read differently is refused with 400, a method that an address does not have with 405.
 */
final class GateHandler extends Handler.Wrapper {

  /** Parameters, backslashes, and encoded dots, slashes, backslashes, semicolons and controls. */
  private static final Pattern AMBIGUOUS =
      Pattern.compile("[;\\\\]|%(?:2e|2f|5c|3b|[01][0-9a-f]|7f)", Pattern.CASE_INSENSITIVE);

  private final Set<String> hosts;
  private final boolean addressesPass;

  GateHandler(AdminConfig config) {
    hosts =
        Stream.concat(
                Stream.of("localhost", "127.0.0.1", "[::1]", config.host()),
                config.hosts().stream())
            .filter(host -> !host.isEmpty())
            .map(host -> host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host)
            .map(host -> host.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
    addressesPass = !config.isLoopback();
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    SafetyHeaders.put(response.getHeaders());
    if (!isOurs(request.getHttpURI().getHost())) {
      Response.writeError(request, response, callback, HttpStatus.MISDIRECTED_REQUEST_421);
      return true;
    }
    String written = request.getHttpURI().getPath();
    String path = Request.getPathInContext(request);
    if (written == null || path == null || AMBIGUOUS.matcher(written).find()) {
      Response.writeError(request, response, callback, HttpStatus.BAD_REQUEST_400);
      return true;
    }
    Set<String> methods = Addresses.methods(path);
    if (!methods.contains(request.getMethod())) {
      response.getHeaders().put(HttpHeader.ALLOW, String.join(", ", methods));
      Response.writeError(request, response, callback, HttpStatus.METHOD_NOT_ALLOWED_405);
      return true;
    }
    return super.handle(request, response, callback);
  }

  private boolean isOurs(@Nullable String host) {
    return host != null
        && (hosts.contains(host.toLowerCase(Locale.ROOT))
            || (addressesPass && AdminConfig.isAddress(host)));
  }
}
