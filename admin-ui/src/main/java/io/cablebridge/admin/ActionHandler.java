package io.cablebridge.admin;

import io.cablebridge.admin.security.Audit;
import io.cablebridge.admin.security.FormReader;
import io.cablebridge.admin.security.LoginCookie;
import io.cablebridge.admin.security.LoginSession;
import io.cablebridge.admin.security.LoginSessions;
import io.cablebridge.admin.security.Peer;
import io.cablebridge.admin.security.Role;
import io.cablebridge.admin.security.SameOrigin;
import io.cablebridge.engine.OperatorAccess;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;

/**
 * Executes an {@link OperatorCommand}. The request must belong to a login of the operator, come
 * from a page of the console, and carry the login's token in its form as {@code csrf}; otherwise
 * the answer is 401 or 403, and nothing is done.
 */
final class ActionHandler extends Handler.Wrapper {
  private final OperatorAccess engine;
  private final LoginSessions logins;
  private final Audit audit;

  ActionHandler(OperatorAccess engine, LoginSessions logins, Audit audit) {
    this.engine = engine;
    this.logins = logins;
    this.audit = audit;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    OperatorCommand command = OperatorCommand.at(Request.getPathInContext(request));
    if (command == null) {
      return super.handle(request, response, callback);
    }
    LoginSession login = LoginCookie.login(request, logins);
    if (login == null) {
      Response.writeError(request, response, callback, HttpStatus.UNAUTHORIZED_401);
    } else if (!SameOrigin.isOriginOf(request)) {
      refuse(request, response, callback, command, login, "cross_site");
    } else if (login.role() != Role.OPERATOR) {
      refuse(request, response, callback, command, login, "role");
    } else {
      FormReader.read(
          request,
          response,
          callback,
          form -> act(request, response, callback, command, login, form));
    }
    return true;
  }

  private void act(
      Request request,
      Response response,
      Callback callback,
      OperatorCommand command,
      LoginSession login,
      Fields form) {
    if (!login.sent(FormReader.value(form, "csrf"))) {
      refuse(request, response, callback, command, login, "csrf");
      return;
    }
    Peer peer = Peer.of(request);
    boolean found = command.execute(engine);
    // A text that matches no session may be anything, a whole id included, so it is not logged.
    String session = found && !command.session().isEmpty() ? command.session() : null;
    audit.done(command.action(), login.role(), peer, session, found);
    if (found) {
      Response.sendRedirect(
          request, response, callback, HttpStatus.SEE_OTHER_303, command.next(), true);
    } else {
      Response.writeError(request, response, callback, HttpStatus.NOT_FOUND_404);
    }
  }

  private void refuse(
      Request request,
      Response response,
      Callback callback,
      OperatorCommand command,
      LoginSession login,
      String reason) {
    audit.refused(command.action(), login.role(), Peer.of(request), reason);
    Response.writeError(request, response, callback, HttpStatus.FORBIDDEN_403);
  }
}
