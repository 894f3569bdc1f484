package io.cablebridge.admin;

import java.nio.ByteBuffer;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** The form to sign in with; for who has signed in, the one to sign out with. */
final class LoginPage {
  private final Templates templates;

  LoginPage(Templates templates) {
    this.templates = templates;
  }

  /** Writes the page with what went wrong before, which is empty if nothing did. */
  void write(Request request, Response response, Callback callback, int status, String complaint) {
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
