package io.cablebridge.http.exchange;

import java.io.ByteArrayOutputStream;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/**
 * Gathers the body of one request as its parts come, without blocking, up to a limit. Made by the
 * handler of the request, and used once; whoever of Jetty's threads brings a part runs it.
 */
public final class BodyReader implements Runnable {
  private final Request request;
  private final Response response;
  private final Callback callback;
  private final int limit;
  private final String limitKey;
  private final Then then;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);

  /** What is done with a whole body; a refusal of it is answered here. */
  public interface Then {
    void take(byte[] body) throws ApiException;
  }

  /**
   * @param limit the longest body in bytes
   * @param limitKey the setting of the limit, for the error
   */
  public BodyReader(
      Request request,
      Response response,
      Callback callback,
      int limit,
      String limitKey,
      Then then) {
    this.request = request;
    this.response = response;
    this.callback = callback;
    this.limit = limit;
    this.limitKey = limitKey;
    this.then = then;
  }

  /**
   * Begins to read.
   *
   * @throws ApiException when the request says that its body is too long
   */
  public void read() throws ApiException {
    if (request.getLength() > limit) {
      throw tooLarge();
    }
    readOn();
  }

  private void readOn() {
    while (true) {
      Content.Chunk chunk = request.read();
      if (chunk == null) {
        request.demand(this);
        return;
      }
      if (Content.Chunk.isFailure(chunk)) {
        callback.failed(chunk.getFailure());
        return;
      }
      if (bytes.size() + chunk.remaining() > limit) {
        chunk.release();
        refuse(tooLarge());
        return;
      }
      bytes.writeBytes(BufferUtil.toArray(chunk.getByteBuffer()));
      chunk.release();
      if (chunk.isLast()) {
        finish();
        return;
      }
    }
  }

  /** There is more to read. Nobody above us answers what fails here. */
  @Override
  public void run() {
    try {
      readOn();
    } catch (RuntimeException e) {
      callback.failed(e);
    }
  }

  private void finish() {
    try {
      then.take(bytes.toByteArray());
    } catch (ApiException e) {
      refuse(e);
    }
  }

  private void refuse(ApiException e) {
    Responses.refuse(request, response, e.code(), e.detail(), callback);
  }

  private ApiException tooLarge() {
    RequestCounters.tooLong(request, limitKey);
    return new ApiException(
        ErrorCode.PAYLOAD_TOO_LARGE,
        "The body is longer than " + limit + " bytes (" + limitKey + ").");
  }
}
