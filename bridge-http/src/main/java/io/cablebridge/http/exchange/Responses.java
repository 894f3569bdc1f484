package io.cablebridge.http.exchange;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes whole answers: JSON with its length, never cached. */
public final class Responses {
  private static final Logger log = LoggerFactory.getLogger(Responses.class);
  private static final String RETRY_AFTER_SECONDS = "5";

  private Responses() {}

  public static void json(Response response, int status, ByteBuffer body, Callback callback) {
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.remaining());
    response.write(true, body, callback);
  }

  /**
   * Without a body, which is written all the same: a callback that is completed before anything was
   * written ends a request twice, or never, if another thread leaves its handler in that moment.
   */
  public static void empty(Response response, int status, Callback callback) {
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    response.write(true, BufferUtil.EMPTY_BUFFER, callback);
  }

  /** Refuses a request: the error object for the client, one line without secrets for the log. */
  public static void refuse(
      Request request, Response response, ErrorCode code, String detail, Callback callback) {
    String requestId = RequestId.of(request);
    log.info(
        "refused method={} error={} peer={} request_id={}",
        request.getMethod(),
        code.text(),
        Request.getRemoteAddr(request),
        requestId);
    response.getHeaders().put(RequestId.HEADER, requestId);
    RequestCounters.refused(request, code);
    if (code.status() == 429 || code.status() == 503) {
      response.getHeaders().put(HttpHeader.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
    ByteBuffer error = errorObject(code, detail);
    Callback answered =
        Callback.from(
            InvocationType.NON_BLOCKING,
            () -> BodyDrainer.discard(request, callback::succeeded),
            callback::failed);
    json(response, code.status(), error, answered);
  }

  /** {@code {"error":"<code>","detail":"<sentence>","retry":false}}. */
  private static ByteBuffer errorObject(ErrorCode code, String detail) {
    String text =
        "{\"error\":\""
            + code.text()
            + "\",\"detail\":\""
            + new String(JsonStringEncoder.getInstance().quoteAsString(detail))
            + "\",\"retry\":"
            + code.retry()
            + "}";
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}
