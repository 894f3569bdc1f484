package io.cablebridge.admin.security;

import io.cablebridge.admin.page.DurationText;
import io.cablebridge.admin.page.Templates;
import java.util.Map;
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
    ConsoleExchange exchange = new ConsoleExchange(request, response, callback);
    if (!request.getMethod().equals("POST")) {
      page(exchange, HttpStatus.OK_200, "");
    } else if (!SameOrigin.isOriginOf(request)) {
      exchange.error(HttpStatus.FORBIDDEN_403);
    } else {
      exchange.readForm(login ? form -> logIn(exchange, form) : form -> logOut(exchange, form));
    }
    return true;
  }

  private void logIn(ConsoleExchange exchange, Fields form) {
    String user = ConsoleExchange.field(form, "user");
    String password = ConsoleExchange.field(form, "password");
    LoginResult result =
        passwords.authenticate(
            exchange.peer(), user, password.length() > MAX_PASSWORD ? "" : password);
    audit.login(user, exchange.peer(), result);
    if (result instanceof LoginResult.Admitted admitted) {
      LoginCookie.end(exchange.request(), logins);
      LoginCookie.set(exchange, logins.open(admitted.role()));
      exchange.redirect("/");
    } else if (result instanceof LoginResult.Refused refused) {
      exchange.retryAfter(refused.pause());
      DurationText pause = DurationText.of(refused.pause().plusMillis(999));
      String complaint = "Too many attempts. Try again in " + pause + ".";
      page(exchange, HttpStatus.TOO_MANY_REQUESTS_429, complaint);
    } else {
      page(exchange, HttpStatus.UNAUTHORIZED_401, "Wrong user name or password.");
    }
  }

  /** A request without a login is already logged out. */
  private void logOut(ConsoleExchange exchange, Fields form) {
    LoginSession session = Viewer.of(exchange.request()).login();
    if (session != null) {
      if (!session.sent(ConsoleExchange.field(form, "csrf"))) {
        exchange.error(HttpStatus.FORBIDDEN_403);
        return;
      }
      audit.logout(session.role(), exchange.peer());
    }
    LoginCookie.end(exchange.request(), logins);
    LoginCookie.clear(exchange);
    exchange.redirect(Routes.LOGIN);
  }

  /** The complaint is about the previous attempt, empty without one. */
  private void page(ConsoleExchange exchange, int status, String complaint) {
    Viewer viewer = Viewer.of(exchange.request());
    exchange.page(
        status, templates.page("login", Map.of("viewer", viewer, "complaint", complaint)));
  }
}
