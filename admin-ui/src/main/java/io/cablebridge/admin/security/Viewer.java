package io.cablebridge.admin.security;

import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * The reader of a page, as templates see it: their variable {@code viewer}. {@link AccessHandler}
 * attaches one to each request. Signing in is possible if a password is configured.
 */
public record Viewer(@Nullable LoginSession login, boolean signInPossible) {

  /** A reader on a bridge without passwords: may look and not act. */
  public static final Viewer ANONYMOUS = new Viewer(null, false);

  private static final String ATTRIBUTE = Viewer.class.getName();

  public static Viewer of(Request request) {
    return request.getAttribute(ATTRIBUTE) instanceof Viewer viewer ? viewer : ANONYMOUS;
  }

  void attachTo(Request request) {
    request.setAttribute(ATTRIBUTE, this);
  }

  /** The user name; empty without a login. */
  public String name() {
    return login == null ? "" : login.role().user();
  }

  public boolean operator() {
    return login != null && login.role() == Role.OPERATOR;
  }

  public boolean signedIn() {
    return login != null;
  }

  /** The token that the forms of the reader's pages carry; empty without a login. */
  public String csrf() {
    return login == null ? "" : login.csrf();
  }

  @Override
  public String toString() {
    return "Viewer[name=" + name() + "]";
  }
}
