package io.cablebridge.http.exchange;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/**
 * What a client still sends although its request is refused already. It is read and thrown away, up
 * to a limit, when the answer is out: a client that sends before it listens would otherwise find a
 * reset connection instead of it. Made for one request.
 */
final class BodyDrainer implements Runnable {
  private static final long LIMIT = 1 << 20;

  private final Request request;
  private final Runnable then;
  private long length;

  private BodyDrainer(Request request, Runnable then) {
    this.request = request;
    this.then = then;
  }

  /** Goes on when nothing more comes, or too much, at once when nothing was to come. */
  static void discard(Request request, Runnable then) {
    boolean waitsToBeAsked = request.getHeaders().contains(HttpHeader.EXPECT);
    if (waitsToBeAsked || request.getLength() == 0 || request.getLength() > LIMIT) {
      then.run();
    } else {
      new BodyDrainer(request, then).run();
    }
  }

  @Override
  public void run() {
    while (length <= LIMIT) {
      Content.Chunk chunk = request.read();
      if (chunk == null) {
        request.demand(this);
        return;
      }
      length += chunk.remaining();
      boolean last = chunk.isLast();
      chunk.release();
      if (last) {
        break;
      }
    }
    then.run();
  }
}
