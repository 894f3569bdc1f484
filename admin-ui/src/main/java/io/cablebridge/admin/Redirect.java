package io.cablebridge.admin;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Sends a browser on, by a path alone: whoever stands before us has his own scheme and name. */
final class Redirect {
  private Redirect() {}

  /** 303 See Other (RFC 9110 section 15.4.4): whatever was done, what follows is a GET. */
  static void to(String path, Response response, Callback callback) {
    response.setStatus(HttpStatus.SEE_OTHER_303);
    response.getHeaders().put(HttpHeader.LOCATION, path);
    response.write(true, null, callback);
  }
}
