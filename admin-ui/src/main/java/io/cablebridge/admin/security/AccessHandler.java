package io.cablebridge.admin.security;

import java.time.Duration;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Admits requests that may read: on a loopback address all; elsewhere those with a login, and
 * programs that send the viewer's password (HTTP Basic, RFC 7617) to {@code /metrics} and {@code
 * /api/}. It refuses every path that is not expressly open, unknown ones included. A browser is
 * redirected to the login, other clients get 401.
 */
public final class AccessHandler extends Handler.Wrapper {
  private static final String CHALLENGE = "Basic realm=\"Cable Bridge\", charset=\"UTF-8\"";

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

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    LoginSession login = LoginCookie.login(request, logins);
    Viewer.of(login, passwords.hasPasswords()).attachTo(request);
    String path = Request.getPathInContext(request);
    if (readingIsOpen || login != null || Routes.isOpen(path)) {
      return super.handle(request, response, callback);
    }
    BasicCredentials credentials = BasicCredentials.of(request);
    if (credentials == null || !Routes.isForPrograms(path)) {
      refuse(request, response, callback, path);
      return true;
    }
    Peer peer = Peer.of(request);
    LoginResult result =
        passwords.authenticateProgram(peer, credentials.user(), credentials.password());
    if (result instanceof LoginResult.Admitted) {
      return super.handle(request, response, callback);
    }
    audit.login(credentials.user(), peer, result);
    if (result instanceof LoginResult.Refused refused) {
      tooMany(response, refused.pause());
      Response.writeError(request, response, callback, HttpStatus.TOO_MANY_REQUESTS_429);
    } else {
      refuse(request, response, callback, path);
    }
    return true;
  }

  private static void refuse(Request request, Response response, Callback callback, String path) {
    if (Routes.isForPrograms(path)) {
      response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, CHALLENGE);
    } else if (isPerson(request)) {
      Response.sendRedirect(
          request, response, callback, HttpStatus.SEE_OTHER_303, Routes.LOGIN, true);
      return;
    }
    Response.writeError(request, response, callback, HttpStatus.UNAUTHORIZED_401);
  }

  /** Whether a browser navigates; a page that fetches itself does not count. */
  private static boolean isPerson(Request request) {
    String accept = request.getHeaders().get(HttpHeader.ACCEPT);
    return !request.getMethod().equals("POST") && accept != null && accept.contains("text/html");
  }

  /** In whole seconds, rounded up. */
  static void tooMany(Response response, Duration wait) {
    response.getHeaders().put(HttpHeader.RETRY_AFTER, wait.plusMillis(999).toSeconds());
  }
}
