package io.cablebridge.admin.security;

import io.cablebridge.address.IpAddress;
import java.util.List;
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
 * The first handler of every request. The Host must be in the list, else 421: without this check a
 * page of another site, whose name resolves to this machine (DNS rebinding), could read the
 * console. If other machines can reach the console, literal addresses pass too, because they cannot
 * be rebound. Ambiguous paths get 400, unsupported methods 405.
 */
public final class HostCheckHandler extends Handler.Wrapper {

  /** Parameters, backslashes, and encoded dots, slashes, backslashes, semicolons and controls. */
  private static final Pattern AMBIGUOUS =
      Pattern.compile("[;\\\\]|%(?:2e|2f|5c|3b|[01][0-9a-f]|7f)", Pattern.CASE_INSENSITIVE);

  private final Set<String> hosts;
  private final boolean addressesPass;

  /** The host is empty if the server listens on all addresses. */
  public HostCheckHandler(String host, List<String> names, boolean addressesPass) {
    hosts =
        Stream.concat(Stream.of("localhost", "127.0.0.1", "[::1]", host), names.stream())
            .filter(name -> !name.isEmpty())
            .map(name -> name.contains(":") && !name.startsWith("[") ? "[" + name + "]" : name)
            .map(name -> name.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
    this.addressesPass = addressesPass;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    SecurityHeaders.put(response.getHeaders());
    String written = request.getHttpURI().getPath();
    String path = Request.getPathInContext(request);
    if (!isOurs(request.getHttpURI().getHost())) {
      Response.writeError(request, response, callback, HttpStatus.MISDIRECTED_REQUEST_421);
      return true;
    }
    if (written == null || path == null || AMBIGUOUS.matcher(written).find()) {
      Response.writeError(request, response, callback, HttpStatus.BAD_REQUEST_400);
      return true;
    }
    List<String> methods = Routes.methods(path);
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
            || (addressesPass && IpAddress.parseWithPort(host) != null));
  }
}
