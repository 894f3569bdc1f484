package io.cablebridge.admin.security;

import jakarta.servlet.http.HttpServletRequest;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Who looks at a page; the template variable {@code viewer}.
 *
 * @param name {@code viewer} or {@code operator}; empty unless signed in
 * @param operator whether he may act
 * @param signedIn whether he has signed in
 * @param signInPossible whether anybody can, as there is a password
 * @param csrf what the forms of his pages carry as {@code csrf}; empty unless signed in
 */
public record Viewer(
    String name, boolean operator, boolean signedIn, boolean signInPossible, String csrf) {

  /** Somebody on a bridge that has no password: he may look and not act. */
  public static final Viewer ANYONE = new Viewer("", false, false, false, "");

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

  /** Whose request that is. */
  public static Viewer of(HttpServletRequest request) {
    return request.getAttribute(ATTRIBUTE) instanceof Viewer viewer ? viewer : ANYONE;
  }

  public static Viewer of(Request request) {
    return request.getAttribute(ATTRIBUTE) instanceof Viewer viewer ? viewer : ANYONE;
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
