package io.cablebridge.admin.security;

import io.cablebridge.admin.page.DurationText;
import io.cablebridge.admin.page.Templates;
import java.nio.ByteBuffer;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;

/**
 * {@code GET /login} shows the form, {@code POST /login} logs in, {@code POST /logout} logs out.
 * Each login gets a new id, and ends the one that the request carried (session fixation).
 */
public final class LoginHandler extends Handler.Wrapper {
  private static final int MAX_PASSWORD = 1_024;

  private final PasswordAuthenticator passwords;
  private final LoginSessions logins;
  private final Audit audit;
  private final Templates templates;

  public LoginHandler(
      PasswordAuthenticator passwords, LoginSessions logins, Audit audit, Templates templates) {
    this.passwords = passwords;
    this.logins = logins;
    this.audit = audit;
    this.templates = templates;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    String path = Request.getPathInContext(request);
    boolean login = path.equals(Routes.LOGIN);
    if (!login && !path.equals(Routes.LOGOUT)) {
      return super.handle(request, response, callback);
    }
    if (!request.getMethod().equals("POST")) {
      page(request, response, callback, HttpStatus.OK_200, "");
    } else if (!SameOrigin.isOriginOf(request)) {
      Response.writeError(request, response, callback, HttpStatus.FORBIDDEN_403);
    } else if (login) {
      FormReader.read(
          request, response, callback, form -> logIn(request, response, callback, form));
    } else {
      FormReader.read(
          request, response, callback, form -> logOut(request, response, callback, form));
    }
    return true;
  }

  private void logIn(Request request, Response response, Callback callback, Fields form) {
    Peer peer = Peer.of(request);
    String user = FormReader.value(form, "user");
    String password = FormReader.value(form, "password");
    LoginResult result =
        passwords.authenticate(peer, user, password.length() > MAX_PASSWORD ? "" : password);
    audit.login(user, peer, result);
    if (result instanceof LoginResult.Admitted admitted) {
      LoginCookie.end(request, logins);
      LoginCookie.set(request, response, logins.open(admitted.role()));
      Response.sendRedirect(request, response, callback, HttpStatus.SEE_OTHER_303, "/", true);
    } else if (result instanceof LoginResult.Refused refused) {
      AccessHandler.tooMany(response, refused.pause());
      page(
          request,
          response,
          callback,
          HttpStatus.TOO_MANY_REQUESTS_429,
          "Too many attempts. Try again in "
              + DurationText.of(refused.pause().plusMillis(999))
              + ".");
    } else {
      page(
          request, response, callback, HttpStatus.UNAUTHORIZED_401, "Wrong user name or password.");
    }
  }

  /** A request without a login is already logged out. */
  private void logOut(Request request, Response response, Callback callback, Fields form) {
    LoginSession session = LoginCookie.login(request, logins);
    if (session != null) {
      if (!session.sent(FormReader.value(form, "csrf"))) {
        Response.writeError(request, response, callback, HttpStatus.FORBIDDEN_403);
        return;
      }
      audit.logout(session.role(), Peer.of(request));
    }
    LoginCookie.clear(request, response, logins);
    Response.sendRedirect(
        request, response, callback, HttpStatus.SEE_OTHER_303, Routes.LOGIN, true);
  }

  /** Writes the page with the complaint about the previous attempt, empty without one. */
  private void page(
      Request request, Response response, Callback callback, int status, String complaint) {
    byte[] html =
        templates.page("login", Map.of("viewer", Viewer.of(request), "complaint", complaint));
    response.setStatus(status);
    response
        .getHeaders()
        .put(HttpHeader.CONTENT_TYPE, "text/html;charset=utf-8")
        .put(HttpHeader.CONTENT_LENGTH, html.length);
    response.write(true, ByteBuffer.wrap(html), callback);
  }
}
