package io.cablebridge.http.exchange;

import java.util.Arrays;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of one request without blocking, up to a limit. The handler of the request creates
 * it; whichever of Jetty's threads has a chunk runs it, one at a time. A body that arrives in one
 * chunk is copied once, out of Jetty's buffer. What is kept of a body that arrives in parts counts
 * as an {@link UnfinishedRequests unfinished request} until the request is answered.
 */
public final class BodyReader implements Runnable {
  private final Request request;
  private final Response response;
  private final Callback callback;
  private final Limit limit;
  private final BodyConsumer consumer;
  private byte[] bytes = {};
  private int length;

  /** Null for a body that arrived whole. */
  private UnfinishedRequests.@Nullable Share share;

  /** The longest body, and the key of its setting, "fixed" if there is none. */
  public record Limit(int bytes, String key) {}

  /** Receives a complete body; the reader answers the refusals that it throws. */
  public interface BodyConsumer {
    void accept(byte[] body) throws ApiException;
  }

  public BodyReader(
      Request request, Response response, Callback callback, Limit limit, BodyConsumer consumer) {
    this.request = request;
    this.response = response;
    this.callback = callback;
    this.limit = limit;
    this.consumer = consumer;
  }

  /** Refuses what {@link #checkHead} refuses, and reads the body. */
  public void read() throws ApiException {
    checkHead(request, response, limit);
    readAvailable();
  }

  /**
   * @throws ApiException when the head announces a body beyond the limit, or one with a coding
   */
  public static void checkHead(Request request, Response response, Limit limit)
      throws ApiException {
    String coding = request.getHeaders().get(HttpHeader.CONTENT_ENCODING);
    if (coding != null && !coding.equalsIgnoreCase("identity")) {
      response.getHeaders().put(HttpHeader.ACCEPT_ENCODING, "identity");
      throw new ApiException(
          ErrorCode.UNSUPPORTED_MEDIA_TYPE,
          "The bridge takes bodies without a coding only; remove Content-Encoding (identity).");
    }
    if (request.getLength() > limit.bytes) {
      throw tooLarge(request, limit);
    }
  }

  private void readAvailable() {
    while (true) {
      Content.Chunk chunk = request.read();
      if (chunk == null) {
        awaitMore();
        return;
      }
      if (Content.Chunk.isFailure(chunk)) {
        if (chunk.getFailure() instanceof TimeoutException) {
          refuse(tooSlow());
        } else {
          callback.failed(chunk.getFailure());
        }
        return;
      }
      boolean tooLarge = chunk.remaining() > limit.bytes - length;
      if (!tooLarge) {
        append(chunk);
      }
      boolean last = chunk.isLast();
      chunk.release();
      if (tooLarge) {
        refuse(tooLarge(request, limit));
        return;
      }
      if (last) {
        finish();
        return;
      }
    }
  }

  private void awaitMore() {
    UnfinishedRequests unfinished = UnfinishedRequests.of(request);
    if (unfinished.refuses(bytes.length)) {
      refuse(
          new ApiException(
              ErrorCode.OVERLOADED, "Too many requests are unfinished; send this one again."));
    } else if (unfinished.isTooSlow(request.getBeginNanoTime(), length)) {
      refuse(tooSlow());
    } else {
      count(unfinished);
      request.demand(this);
    }
  }

  private void count(UnfinishedRequests unfinished) {
    UnfinishedRequests.Share counted = share;
    if (counted == null) {
      UnfinishedRequests.Share created = unfinished.newShare(request);
      Request.addCompletionListener(request, failure -> created.release());
      share = created;
      counted = created;
    }
    counted.set(bytes.length);
    counted.received(length);
  }

  /** The first chunk determines the size of the array, as usually it is the whole body. */
  private void append(Content.Chunk chunk) {
    int added = chunk.remaining();
    if (length == 0) {
      bytes = BufferUtil.toArray(chunk.getByteBuffer());
    } else if (added > 0) {
      if (length + added > bytes.length) {
        long doubled = Math.min(2L * bytes.length, limit.bytes);
        bytes = Arrays.copyOf(bytes, (int) Math.max(doubled, length + added));
      }
      chunk.getByteBuffer().get(bytes, length, added);
    }
    length += added;
  }

  /** Jetty calls this when there is more to read, and does not answer its failures. */
  @Override
  public void run() {
    try {
      readAvailable();
    } catch (RuntimeException e) {
      callback.failed(e);
    }
  }

  private void finish() {
    try {
      consumer.accept(length == bytes.length ? bytes : Arrays.copyOf(bytes, length));
    } catch (ApiException e) {
      refuse(e);
    }
  }

  /** What was kept is not needed for the answer, which may take long to write. */
  private void refuse(ApiException e) {
    bytes = new byte[0];
    Responses.refuse(request, response, e, callback);
  }

  private static ApiException tooSlow() {
    return new ApiException(ErrorCode.REQUEST_TIMEOUT, "The body came too slowly.");
  }

  private static ApiException tooLarge(Request request, Limit limit) {
    RequestCounters.countBeyondLimit(request, limit.key);
    return new ApiException(
        ErrorCode.PAYLOAD_TOO_LARGE,
        "The body is longer than " + limit.bytes + " bytes (" + limit.key + ").");
  }
}
