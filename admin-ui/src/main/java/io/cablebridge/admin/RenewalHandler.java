package io.cablebridge.admin;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Answers {@code GET /renewals} with a stream of server-sent events that says every two seconds
 * that a page may fetch itself again, and nothing else. It holds no thread; a reader that does not
 * read gets no further event. After ten minutes a stream ends and the browser comes back, so that
 * nobody keeps one for longer than he may.
 */
final class RenewalHandler extends Handler.Wrapper {
  static final String PATH = "/renewals";

  private static final Duration PERIOD = Duration.ofSeconds(2);
  private static final int MOST_BEATS = 300;
  private static final int MOST_READERS = 100;
  private static final byte[] EVENT =
      "event: renew\ndata: now\n\n".getBytes(StandardCharsets.US_ASCII);

  private final AtomicInteger readers = new AtomicInteger();

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    if (!Request.getPathInContext(request).equals(PATH) || !request.getMethod().equals("GET")) {
      return super.handle(request, response, callback);
    }
    if (readers.incrementAndGet() > MOST_READERS) {
      readers.decrementAndGet();
      Response.writeError(request, response, callback, HttpStatus.SERVICE_UNAVAILABLE_503);
      return true;
    }
    response.setStatus(HttpStatus.OK_200);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream");
    new Stream(response, getServer().getScheduler(), callback).beat();
    return true;
  }

  /** One reader. Each event is written when the one before is, and its time has come. */
  private final class Stream implements Callback {
    private final Response response;
    private final Scheduler scheduler;
    private final Callback callback;
    private int beats;

    Stream(Response response, Scheduler scheduler, Callback callback) {
      this.response = response;
      this.scheduler = scheduler;
      this.callback = callback;
    }

    void beat() {
      beats++;
      response.write(beats == MOST_BEATS, ByteBuffer.wrap(EVENT), this);
    }

    @Override
    public void succeeded() {
      if (beats == MOST_BEATS) {
        readers.decrementAndGet();
        callback.succeeded();
      } else {
        scheduler.schedule(this::beat, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
      }
    }

    @Override
    public void failed(Throwable cause) {
      readers.decrementAndGet();
      callback.failed(cause);
    }
  }
}
