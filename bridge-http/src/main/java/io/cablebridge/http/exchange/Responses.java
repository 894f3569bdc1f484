package io.cablebridge.http.exchange;

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

/** Writes complete responses: JSON with its length, never cached. Stateless. */
public final class Responses {
  /** The detail of every {@link ErrorCode#INTERNAL}; the log has the cause. */
  public static final String INTERNAL_DETAIL = "Internal error; the bridge's log has the cause.";

  private static final Logger log = LoggerFactory.getLogger(Responses.class);
  private static final String RETRY_AFTER_SECONDS = "5";

  private Responses() {}

  /** Writes a JSON body. */
  public static void json(Response response, int status, ByteBuffer body, Callback callback) {
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.remaining());
    response.write(true, body, callback);
  }

  /**
   * Writes a response without a body. An empty buffer is written all the same: if a callback
   * completes before anything was written, Jetty may end the request twice or never, when another
   * thread leaves the handler at that moment.
   */
  public static void empty(Response response, int status, Callback callback) {
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    response.write(true, BufferUtil.EMPTY_BUFFER, callback);
  }

  /** Refuses a request: an error object for the client, and one line without secrets in the log. */
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
    RequestCounters.countRefusal(request, code);
    if (code.status() == 429 || code.status() == 503) {
      response.getHeaders().put(HttpHeader.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
    Callback written =
        Callback.from(
            InvocationType.NON_BLOCKING,
            () -> BodyDrainer.drain(request, callback::succeeded),
            callback::failed);
    json(response, code.status(), errorObject(code, detail), written);
  }

  /** {@code {"error":"<code>","detail":"<sentence>","retry":false}}. */
  private static ByteBuffer errorObject(ErrorCode code, String detail) {
    String text =
        "{\"error\":\""
            + code.text()
            + "\",\"detail\":"
            + JsonString.quoted(detail)
            + ",\"retry\":"
            + code.retry()
            + "}";
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}
