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
 * {@code GET /login} is the form, {@code POST /login} signs in, {@code POST /logout} signs out.
 * Each login gets a new id, and the one that came with it is over, so that nobody can be led to use
 * an id that another knows.
 */
public final class LoginHandler extends Handler.Wrapper {
  private static final int LONGEST_PASSWORD = 1_024;

  private final PasswordAuthenticator doorkeeper;
  private final LoginSessions signIns;
  private final Audit audit;
  private final Templates templates;

  public LoginHandler(
      PasswordAuthenticator doorkeeper, LoginSessions signIns, Audit audit, Templates templates) {
    this.doorkeeper = doorkeeper;
    this.signIns = signIns;
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
          request, response, callback, form -> signIn(request, response, callback, form));
    } else {
      FormReader.read(
          request, response, callback, form -> signOut(request, response, callback, form));
    }
    return true;
  }

  private void signIn(Request request, Response response, Callback callback, Fields form) {
    Peer peer = Peer.of(request);
    String user = FormReader.value(form, "user");
    String password = FormReader.value(form, "password");
    LoginResult attempt =
        doorkeeper.attempt(peer, user, password.length() > LONGEST_PASSWORD ? "" : password);
    audit.login(user, peer, attempt);
    if (attempt instanceof LoginResult.Admitted admitted) {
      LoginCookie.end(request, signIns);
      LoginCookie.give(request, response, signIns.open(admitted.role()));
      Response.sendRedirect(request, response, callback, HttpStatus.SEE_OTHER_303, "/", true);
    } else if (attempt instanceof LoginResult.Refused refused) {
      AccessHandler.tooMany(response, refused.pause());
      page(
          request,
          response,
          callback,
          HttpStatus.TOO_MANY_REQUESTS_429,
          "Too many tries. Try again in " + DurationText.of(refused.pause().plusMillis(999)) + ".");
    } else {
      page(
          request,
          response,
          callback,
          HttpStatus.UNAUTHORIZED_401,
          "This name and this password do not belong together.");
    }
  }

  /** Who is not signed in is signed out already. */
  private void signOut(Request request, Response response, Callback callback, Fields form) {
    LoginSession signIn = LoginCookie.signIn(request, signIns);
    if (signIn != null) {
      if (!signIn.sent(FormReader.value(form, "csrf"))) {
        Response.writeError(request, response, callback, HttpStatus.FORBIDDEN_403);
        return;
      }
      audit.logout(signIn.role(), Peer.of(request));
    }
    LoginCookie.take(request, response, signIns);
    Response.sendRedirect(
        request, response, callback, HttpStatus.SEE_OTHER_303, Routes.LOGIN, true);
  }

  /** Writes the page with the complaint about the attempt before, empty if there was none. */
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
