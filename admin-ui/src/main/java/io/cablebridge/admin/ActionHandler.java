package io.cablebridge.admin;

import io.cablebridge.admin.page.Query;
import io.cablebridge.admin.security.Audit;
import io.cablebridge.admin.security.Audit.Action;
import io.cablebridge.admin.security.ConsoleExchange;
import io.cablebridge.admin.security.LoginSession;
import io.cablebridge.admin.security.Role;
import io.cablebridge.admin.security.Routes;
import io.cablebridge.admin.security.SameOrigin;
import io.cablebridge.admin.security.Viewer;
import io.cablebridge.engine.OperatorAccess;
import java.util.regex.Matcher;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;

/**
 * Executes {@code POST /sessions/k3f9/end}, {@code /sessions/k3f9/reconnect} and {@code /drain}.
 * The request must belong to a login of the operator, come from a page of the console, and carry
 * the login's token in its form as {@code csrf}; otherwise the answer is 401 or 403, and nothing is
 * done.
 */
final class ActionHandler extends Handler.Wrapper {
  private final OperatorAccess engine;
  private final Audit audit;

  ActionHandler(OperatorAccess engine, Audit audit) {
    this.engine = engine;
    this.audit = audit;
  }

  /** A command, and the short id of its session: hostile text, empty for a drain. */
  private record OperatorCommand(Action action, String session) {

    /** The command at the address of a POST; null if there is none. */
    static @Nullable OperatorCommand at(String path) {
      if (path.equals(Routes.DRAIN)) {
        return new OperatorCommand(Action.DRAIN, "");
      }
      Matcher matcher = Routes.SESSION_COMMAND.matcher(path);
      if (!matcher.matches()) {
        return null;
      }
      Action action = matcher.group(2).equals(Action.END.text()) ? Action.END : Action.RECONNECT;
      return new OperatorCommand(action, matcher.group(1));
    }

    /** Executes it; false if there is no such session. */
    boolean execute(OperatorAccess engine) {
      return switch (action) {
        case END -> engine.end(session);
        case RECONNECT -> engine.reconnect(session);
        case DRAIN -> {
          engine.beginDrain();
          yield true;
        }
      };
    }
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    OperatorCommand command = OperatorCommand.at(Request.getPathInContext(request));
    if (command == null) {
      return super.handle(request, response, callback);
    }
    ConsoleExchange exchange = new ConsoleExchange(request, response, callback);
    LoginSession login = Viewer.of(request).login();
    if (login == null) {
      exchange.error(HttpStatus.UNAUTHORIZED_401);
    } else if (!SameOrigin.isOriginOf(request)) {
      refuse(exchange, command, login, "cross_site");
    } else if (login.role() != Role.OPERATOR) {
      refuse(exchange, command, login, "role");
    } else {
      exchange.readForm(form -> act(exchange, command, login, form));
    }
    return true;
  }

  private void act(
      ConsoleExchange exchange, OperatorCommand command, LoginSession login, Fields form) {
    if (!login.sent(ConsoleExchange.field(form, "csrf"))) {
      refuse(exchange, command, login, "csrf");
      return;
    }
    boolean found = command.execute(engine);
    // A text that matches no session may be anything, a whole id included, so it is not logged.
    String session = found && !command.session().isEmpty() ? command.session() : null;
    audit.done(command.action(), login.role(), exchange.peer(), session, found);
    if (found) {
      String page =
          command.session().isEmpty() ? "/" : "/sessions/" + Query.encoded(command.session());
      exchange.redirect(page + "?" + Query.DONE + "=" + command.action().text());
    } else {
      exchange.error(HttpStatus.NOT_FOUND_404);
    }
  }

  private void refuse(
      ConsoleExchange exchange, OperatorCommand command, LoginSession login, String reason) {
    audit.refused(command.action(), login.role(), exchange.peer(), reason);
    exchange.error(HttpStatus.FORBIDDEN_403);
  }
}
