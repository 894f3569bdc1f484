package io.cablebridge.http.exchange;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/**
 * Reads and discards, up to a limit, what a client still sends after its request was refused. The
 * answer has been written by then. Without this, a client that sends before it reads would find a
 * reset connection instead of the answer. Created for one request.
 */
final class BodyDrainer implements Runnable {
  private static final long MAX_BYTES = 1 << 20;

  private final Request request;
  private final Runnable next;
  private final UnfinishedRequests.Share body;
  private long length;

  private BodyDrainer(Request request, Runnable next) {
    this.request = request;
    this.next = next;
    this.body = UnfinishedRequests.of(request).newShare(request);
  }

  /**
   * Runs {@code next} at the end of the body, beyond the limit, or when the body comes too slowly;
   * at once without a body.
   */
  static void drain(Request request, Runnable next) {
    boolean waitsForContinue = request.getHeaders().contains(HttpHeader.EXPECT);
    if (waitsForContinue || request.getLength() == 0 || request.getLength() > MAX_BYTES) {
      next.run();
    } else {
      new BodyDrainer(request, next).run();
    }
  }

  @Override
  public void run() {
    while (length <= MAX_BYTES) {
      Content.Chunk chunk = request.read();
      if (chunk == null) {
        body.received(length);
        request.demand(this);
        return;
      }
      if (Content.Chunk.isFailure(chunk)) {
        break;
      }
      length += chunk.remaining();
      boolean last = chunk.isLast();
      chunk.release();
      if (last) {
        break;
      }
    }
    body.release();
    next.run();
  }
}
