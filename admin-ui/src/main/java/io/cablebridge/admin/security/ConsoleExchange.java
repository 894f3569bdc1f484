package io.cablebridge.admin.security;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.MimeTypes;
import org.eclipse.jetty.server.FormFields;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;

/** A request for the console that a handler answers itself, and its answer. */
public record ConsoleExchange(Request request, Response response, Callback callback) {
  private static final int MAX_FORM_FIELDS = 8;
  private static final int MAX_FORM_BYTES = 16 << 10;

  public Peer peer() {
    return Peer.of(request);
  }

  public void error(int status) {
    Response.writeError(request, response, callback, status);
  }

  public void redirect(String path) {
    Response.sendRedirect(request, response, callback, HttpStatus.SEE_OTHER_303, path, true);
  }

  void page(int status, byte[] html) {
    response.setStatus(status);
    response
        .getHeaders()
        .put(HttpHeader.CONTENT_TYPE, "text/html;charset=utf-8")
        .put(HttpHeader.CONTENT_LENGTH, html.length);
    response.write(true, ByteBuffer.wrap(html), callback);
  }

  /** Announces when to try again, in whole seconds, rounded up. */
  void retryAfter(Duration pause) {
    response.getHeaders().put(HttpHeader.RETRY_AFTER, pause.plusMillis(999).toSeconds());
  }

  /**
   * Reads a posted form of at most eight fields and 16 KiB and passes it on, or answers with the
   * error. It does not block, so that a slow client occupies no thread.
   */
  public void readForm(Consumer<Fields> action) {
    String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
    if (type == null
        || !MimeTypes.Type.FORM_ENCODED.is(MimeTypes.getContentTypeWithoutCharset(type))) {
      error(HttpStatus.UNSUPPORTED_MEDIA_TYPE_415);
    } else if (request.getLength() > MAX_FORM_BYTES) {
      error(HttpStatus.PAYLOAD_TOO_LARGE_413);
    } else {
      FormFields.onFields(
          request,
          StandardCharsets.UTF_8,
          MAX_FORM_FIELDS,
          MAX_FORM_BYTES,
          Promise.Invocable.from(
              InvocationType.BLOCKING,
              form -> guarded(() -> action.accept(form)),
              failure -> error(HttpStatus.BAD_REQUEST_400)));
    }
  }

  public static String field(Fields form, String name) {
    return Objects.requireNonNullElse(form.getValue(name), "");
  }

  /** A failure here may happen after the server has left its own error handling. */
  private void guarded(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      Response.writeError(request, response, callback, e);
    }
  }
}
