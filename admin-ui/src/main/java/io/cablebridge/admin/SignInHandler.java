package io.cablebridge.admin;

import io.cablebridge.admin.access.Attempt;
import io.cablebridge.admin.access.Audit;
import io.cablebridge.admin.access.Doorkeeper;
import io.cablebridge.admin.access.Peer;
import io.cablebridge.admin.access.SignIn;
import io.cablebridge.admin.access.SignIns;
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
final class SignInHandler extends Handler.Wrapper {
  private static final int LONGEST_PASSWORD = 1_024;

  private final Doorkeeper doorkeeper;
  private final SignIns signIns;
  private final Audit audit;
  private final LoginPage page;

  SignInHandler(Doorkeeper doorkeeper, SignIns signIns, Audit audit, LoginPage page) {
    this.doorkeeper = doorkeeper;
    this.signIns = signIns;
    this.audit = audit;
    this.page = page;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    String path = Request.getPathInContext(request);
    boolean login = path.equals(Addresses.LOGIN);
    if (!login && !path.equals(Addresses.LOGOUT)) {
      return super.handle(request, response, callback);
    }
    if (!request.getMethod().equals("POST")) {
      page.write(request, response, callback, HttpStatus.OK_200, "");
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
    Peer peer = Peers.of(request);
    String user = FormReader.value(form, "user");
    String password = FormReader.value(form, "password");
    Attempt attempt =
        doorkeeper.attempt(peer, user, password.length() > LONGEST_PASSWORD ? "" : password);
    audit.login(user, peer, attempt);
    if (attempt instanceof Attempt.Admitted admitted) {
      Cookies.end(request, signIns);
      Cookies.give(request, response, signIns.open(admitted.role()));
      Redirect.to("/", response, callback);
    } else if (attempt instanceof Attempt.Refused refused) {
      AccessHandler.tooMany(response, refused.pause());
      page.write(
          request,
          response,
          callback,
          HttpStatus.TOO_MANY_REQUESTS_429,
          "Too many tries. Try again in " + Age.of(refused.pause().plusMillis(999)) + ".");
    } else {
      page.write(
          request,
          response,
          callback,
          HttpStatus.UNAUTHORIZED_401,
          "This name and this password do not belong together.");
    }
  }

  /** Who is not signed in is signed out already. */
  private void signOut(Request request, Response response, Callback callback, Fields form) {
    SignIn signIn = Cookies.signIn(request, signIns);
    if (signIn != null) {
      if (!signIn.sent(FormReader.value(form, "csrf"))) {
        Response.writeError(request, response, callback, HttpStatus.FORBIDDEN_403);
        return;
      }
      audit.logout(signIn.role(), Peers.of(request));
    }
    Cookies.take(request, response, signIns);
    Redirect.to(Addresses.LOGIN, response, callback);
  }
}
