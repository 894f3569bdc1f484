package io.cablebridge.admin;

import io.cablebridge.admin.access.Audit;
import io.cablebridge.admin.access.Peer;
import io.cablebridge.admin.access.Role;
import io.cablebridge.admin.access.SignIn;
import io.cablebridge.admin.access.SignIns;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;

/**
 * Does what an operator {@linkplain Wish wants}, if he has signed in, the request comes from a page
 * of the console, and its form carries his token as {@code csrf}; else 401 or 403, and nothing is
 * done.
 */
final class ActionHandler extends Handler.Wrapper {
  private final Actions actions;
  private final SignIns signIns;
  private final Audit audit;

  ActionHandler(Actions actions, SignIns signIns, Audit audit) {
    this.actions = actions;
    this.signIns = signIns;
    this.audit = audit;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    Wish wish = Wish.at(Request.getPathInContext(request));
    if (wish == null) {
      return super.handle(request, response, callback);
    }
    SignIn signIn = Cookies.signIn(request, signIns);
    if (signIn == null) {
      Response.writeError(request, response, callback, HttpStatus.UNAUTHORIZED_401);
    } else if (!SameOrigin.isOriginOf(request)) {
      refuse(request, response, callback, wish, signIn, "cross_site");
    } else if (signIn.role() != Role.OPERATOR) {
      refuse(request, response, callback, wish, signIn, "role");
    } else {
      FormReader.read(
          request,
          response,
          callback,
          form -> act(request, response, callback, wish, signIn, form));
    }
    return true;
  }

  private void act(
      Request request,
      Response response,
      Callback callback,
      Wish wish,
      SignIn signIn,
      Fields form) {
    if (!signIn.sent(FormReader.value(form, "csrf"))) {
      refuse(request, response, callback, wish, signIn, "csrf");
      return;
    }
    Peer peer = Peers.of(request);
    boolean found = wish.fulfil(actions);
    // A text that names no session may be anything, a whole id included.
    String session = found && !wish.session().isEmpty() ? wish.session() : null;
    audit.done(wish.action(), signIn.role(), peer, session, found);
    if (found) {
      Redirect.to(wish.next(), response, callback);
    } else {
      Response.writeError(request, response, callback, HttpStatus.NOT_FOUND_404);
    }
  }

  private void refuse(
      Request request,
      Response response,
      Callback callback,
      Wish wish,
      SignIn signIn,
      String reason) {
    audit.refused(wish.action(), signIn.role(), Peers.of(request), reason);
    Response.writeError(request, response, callback, HttpStatus.FORBIDDEN_403);
  }
}
