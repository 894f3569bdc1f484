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
 * Reads the form that was posted, at most eight fields and 16 KiB. No thread waits for it, so that
 * who sends slowly occupies none.
 */
public final class FormReader {
  private static final int MOST_FIELDS = 8;
  private static final int MOST_BYTES = 16 << 10;

  private FormReader() {}

  /** Hands the form over, or answers with the error. */
  public static void read(
      Request request, Response response, Callback callback, Consumer<Fields> form) {
    String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
    if (type == null
        || !MimeTypes.Type.FORM_ENCODED.is(MimeTypes.getContentTypeWithoutCharset(type))) {
      Response.writeError(request, response, callback, HttpStatus.UNSUPPORTED_MEDIA_TYPE_415);
      return;
    }
    if (request.getLength() > MOST_BYTES) {
      Response.writeError(request, response, callback, HttpStatus.PAYLOAD_TOO_LARGE_413);
      return;
    }
    FormFields.onFields(
        request,
        StandardCharsets.UTF_8,
        MOST_FIELDS,
        MOST_BYTES,
        Promise.Invocable.from(
            InvocationType.BLOCKING,
            fields -> guarded(request, response, callback, () -> form.accept(fields)),
            failure ->
                Response.writeError(request, response, callback, HttpStatus.BAD_REQUEST_400)));
  }

  /** One value, empty if there is none. */
  public static String value(Fields form, String name) {
    Fields.Field field = form.get(name);
    return field == null || field.getValue() == null ? "" : field.getValue();
  }

  /** What fails here may be later than the server's own guard. */
  private static void guarded(
      Request request, Response response, Callback callback, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      Response.writeError(request, response, callback, e);
    }
  }
}
