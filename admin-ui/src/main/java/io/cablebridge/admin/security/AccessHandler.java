package io.cablebridge.admin.security;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Admits requests that may read: on a loopback address all; elsewhere those with a login, and
 * programs that send the viewer's password (HTTP Basic, RFC 7617) to {@code /metrics} and {@code
 * /api/}. It refuses every path that is not expressly open, unknown ones included. A browser is
 * redirected to the login, other clients get 401. It attaches the {@link Viewer} to each request.
 */
public final class AccessHandler extends Handler.Wrapper {
  private static final String CHALLENGE = "Basic realm=\"Cable Bridge\", charset=\"UTF-8\"";
  private static final String SCHEME = "Basic ";

  private final boolean readingIsOpen;
  private final PasswordAuthenticator passwords;
  private final LoginSessions logins;
  private final Audit audit;

  public AccessHandler(
      boolean readingIsOpen, PasswordAuthenticator passwords, LoginSessions logins, Audit audit) {
    this.readingIsOpen = readingIsOpen;
    this.passwords = passwords;
    this.logins = logins;
    this.audit = audit;
  }

  /** What {@code Authorization: Basic <base64>} contains, in UTF-8. */
  private record Credentials(String user, String password) {

    /** Null if the header is missing or malformed. */
    static @Nullable Credentials of(Request request) {
      String header = request.getHeaders().get(HttpHeader.AUTHORIZATION);
      if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
        return null;
      }
      try {
        byte[] decoded = Base64.getDecoder().decode(header.substring(SCHEME.length()).strip());
        String pair = new String(decoded, StandardCharsets.UTF_8);
        int colon = pair.indexOf(':');
        return colon < 0
            ? null
            : new Credentials(pair.substring(0, colon), pair.substring(colon + 1));
      } catch (IllegalArgumentException e) {
        return null;
      }
    }

    /** Without the password and the name, which may be one too. */
    @Override
    public String toString() {
      return "Credentials[****]";
    }
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    LoginSession login = LoginCookie.login(request, logins);
    new Viewer(login, passwords.hasPasswords()).attachTo(request);
    String path = Request.getPathInContext(request);
    if (readingIsOpen || login != null || Routes.isOpen(path)) {
      return super.handle(request, response, callback);
    }
    ConsoleExchange exchange = new ConsoleExchange(request, response, callback);
    Credentials credentials = Credentials.of(request);
    if (credentials == null || !Routes.isForPrograms(path)) {
      refuse(exchange, path);
      return true;
    }
    LoginResult result =
        passwords.authenticateProgram(exchange.peer(), credentials.user(), credentials.password());
    if (result instanceof LoginResult.Admitted) {
      return super.handle(request, response, callback);
    }
    audit.login(credentials.user(), exchange.peer(), result);
    if (result instanceof LoginResult.Refused refused) {
      exchange.retryAfter(refused.pause());
      exchange.error(HttpStatus.TOO_MANY_REQUESTS_429);
    } else {
      refuse(exchange, path);
    }
    return true;
  }

  private static void refuse(ConsoleExchange exchange, String path) {
    if (Routes.isForPrograms(path)) {
      exchange.response().getHeaders().put(HttpHeader.WWW_AUTHENTICATE, CHALLENGE);
      exchange.error(HttpStatus.UNAUTHORIZED_401);
    } else if (isNavigation(exchange.request())) {
      exchange.redirect(Routes.LOGIN);
    } else {
      exchange.error(HttpStatus.UNAUTHORIZED_401);
    }
  }

  /** Whether a browser navigates; a page that fetches itself does not count. */
  private static boolean isNavigation(Request request) {
    String accept = request.getHeaders().get(HttpHeader.ACCEPT);
    return !request.getMethod().equals("POST") && accept != null && accept.contains("text/html");
  }
}
