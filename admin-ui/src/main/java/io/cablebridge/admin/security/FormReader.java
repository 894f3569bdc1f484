package io.cablebridge.admin.security;

import java.nio.charset.StandardCharsets;
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

/**
 * Reads a posted form of at most eight fields and 16 KiB. It does not block, so that a slow client
 * occupies no thread.
 */
public final class FormReader {
  private static final int MAX_FIELDS = 8;
  private static final int MAX_BYTES = 16 << 10;

  private FormReader() {}

  /** Passes the form on, or answers with the error. */
  public static void read(
      Request request, Response response, Callback callback, Consumer<Fields> form) {
    String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
    if (type == null
        || !MimeTypes.Type.FORM_ENCODED.is(MimeTypes.getContentTypeWithoutCharset(type))) {
      Response.writeError(request, response, callback, HttpStatus.UNSUPPORTED_MEDIA_TYPE_415);
      return;
    }
    if (request.getLength() > MAX_BYTES) {
      Response.writeError(request, response, callback, HttpStatus.PAYLOAD_TOO_LARGE_413);
      return;
    }
    FormFields.onFields(
        request,
        StandardCharsets.UTF_8,
        MAX_FIELDS,
        MAX_BYTES,
        Promise.Invocable.from(
            InvocationType.BLOCKING,
            fields -> guarded(request, response, callback, () -> form.accept(fields)),
            failure ->
                Response.writeError(request, response, callback, HttpStatus.BAD_REQUEST_400)));
  }

  /** The value of a field, empty if it is missing. */
  public static String value(Fields form, String name) {
    Fields.Field field = form.get(name);
    return field == null || field.getValue() == null ? "" : field.getValue();
  }

  /** A failure here may happen after the server has left its own error handling. */
  private static void guarded(
      Request request, Response response, Callback callback, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      Response.writeError(request, response, callback, e);
    }
  }
}
