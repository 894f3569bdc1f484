package io.cablebridge.admin.security;

import jakarta.servlet.http.HttpServletRequest;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * The reader of a page, as templates see it: their variable {@code viewer}.
 *
 * @param name {@code viewer} or {@code operator}; empty without a login
 * @param operator whether the reader may act
 * @param signedIn whether the reader has a login
 * @param signInPossible whether a password is configured
 * @param csrf the token that the forms of the reader's pages carry; empty without a login
 */
public record Viewer(
    String name, boolean operator, boolean signedIn, boolean signInPossible, String csrf) {

  /** A reader on a bridge without passwords: may look and not act. */
  public static final Viewer ANONYMOUS = new Viewer("", false, false, false, "");

  private static final String ATTRIBUTE = Viewer.class.getName();

  public static Viewer of(@Nullable LoginSession signIn, boolean signInPossible) {
    return signIn == null
        ? new Viewer("", false, false, signInPossible, "")
        : new Viewer(
            signIn.role().user(),
            signIn.role() == Role.OPERATOR,
            true,
            signInPossible,
            signIn.csrf());
  }

  /** The reader of a request. */
  public static Viewer of(HttpServletRequest request) {
    return request.getAttribute(ATTRIBUTE) instanceof Viewer viewer ? viewer : ANONYMOUS;
  }

  public static Viewer of(Request request) {
    return request.getAttribute(ATTRIBUTE) instanceof Viewer viewer ? viewer : ANONYMOUS;
  }

  void attachTo(Request request) {
    request.setAttribute(ATTRIBUTE, this);
  }

  /** Without the token. */
  @Override
  public String toString() {
    return "Viewer[name=" + name + "]";
  }
}
