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
  private static final Logger log = LoggerFactory.getLogger(Responses.class);
  private static final String RETRY_AFTER_SECONDS = "5";

  private Responses() {}

  public static void json(Response response, int status, String body, Callback callback) {
    json(response, status, ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)), callback);
  }

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

  /**
   * Refuses a request: {@code {"error":"<code>","detail":"<sentence>","retry":false}} for the
   * client, and one line without secrets in the log.
   */
  public static void refuse(
      Request request, Response response, ApiException refusal, Callback callback) {
    log.info(
        "refused method={} error={} peer={} request_id={}",
        request.getMethod(),
        refusal.code().text(),
        Request.getRemoteAddr(request),
        RequestId.of(request));
    refuseUnlogged(request, response, refusal, callback);
  }

  /** As {@link #refuse}, for a caller that limits its log lines. */
  public static void refuseUnlogged(
      Request request, Response response, ApiException refusal, Callback callback) {
    ErrorCode code = refusal.code();
    String requestId = RequestId.of(request);
    RequestCounters.countRefusal(request, code);
    response.getHeaders().put(RequestId.HEADER, requestId);
    if (code.status() == 429 || code.status() == 503) {
      response.getHeaders().put(HttpHeader.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
    Callback written =
        Callback.from(
            InvocationType.NON_BLOCKING,
            () -> BodyDrainer.drain(request, callback::succeeded),
            callback::failed);
    String error =
        JsonString.object("error", code.text(), "detail", refusal.detail(), "retry", code.retry());
    json(response, code.status(), error, written);
  }
}
