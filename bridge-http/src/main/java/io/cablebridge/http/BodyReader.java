package io.cablebridge.http;

import java.io.ByteArrayOutputStream;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.BufferUtil;

/**
 * Gathers the body of one request as its parts come, without blocking, and goes on with the whole
 * of it. Made for one request.
 */
final class BodyReader implements Runnable {
  /** Goes on with a body; what it throws becomes the answer. */
  interface Then {
    void accept(byte[] body) throws ApiException;
  }

  private final Exchange exchange;
  private final int limit;
  private final String setting;
  private final Then then;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);

  private BodyReader(Exchange exchange, int limit, String setting, Then then) {
    this.exchange = exchange;
    this.limit = limit;
    this.setting = setting;
    this.then = then;
  }

  /**
   * Reads the body of a request.
   *
   * @param setting which key sets the limit, for the error
   * @throws ApiException when it says itself that it is too long
   */
  static void read(Exchange exchange, int limit, String setting, Then then) throws ApiException {
    BodyReader reader = new BodyReader(exchange, limit, setting, then);
    if (exchange.request().getLength() > limit) {
      throw reader.tooLarge();
    }
    reader.read();
  }

  private void read() {
    while (true) {
      Content.Chunk chunk = exchange.request().read();
      if (chunk == null) {
        exchange.request().demand(this);
        return;
      }
      if (Content.Chunk.isFailure(chunk)) {
        exchange.callback().failed(chunk.getFailure());
        return;
      }
      if (bytes.size() + chunk.remaining() > limit) {
        chunk.release();
        exchange.fail(tooLarge());
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
      read();
    } catch (RuntimeException e) {
      exchange.callback().failed(e);
    }
  }

  private void finish() {
    try {
      then.accept(bytes.toByteArray());
    } catch (ApiException e) {
      exchange.fail(e);
    }
  }

  private ApiException tooLarge() {
    return new ApiException(
        ErrorCode.PAYLOAD_TOO_LARGE,
        "The body is longer than " + limit + " bytes (" + setting + ").");
  }
}
