package io.cablebridge.e2e.proxy;

import io.cablebridge.e2e.client.SequenceCheck;
import io.cablebridge.e2e.client.SseStream;
import io.cablebridge.fake.SseEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Reads numbered messages to the end; whenever its stream ends, it resumes from the last position.
 */
final class ResumingReader {

  /** Opens a stream after a position. */
  interface StreamOpener {
    SseStream after(String position) throws IOException;
  }

  private final StreamOpener opener;
  private final SequenceCheck check;
  private volatile String position;
  private volatile int last;
  private final AtomicInteger openings = new AtomicInteger();
  private volatile @Nullable SseStream stream;

  ResumingReader(StreamOpener opener, String position, int total) {
    this.opener = opener;
    this.position = position;
    this.check = new SequenceCheck(total);
  }

  /** Reads until the sequence is complete. */
  SequenceCheck read() {
    while (!check.isComplete()) {
      try (SseStream now = opener.after(position)) {
        stream = now;
        openings.incrementAndGet();
        follow(now);
      } catch (IOException e) {
        throw new UncheckedIOException("the stream could not be opened again", e);
      }
    }
    return check;
  }

  private void follow(SseStream from) {
    try {
      for (SseEvent event = from.next(); event != null; event = from.next()) {
        check.accept(event.json());
        last = check.last();
        if (check.isComplete()) {
          return;
        }
      }
    } catch (IOException e) {
      // The test or the proxy has cut the connection.
    } finally {
      position = from.lastEventId();
    }
  }

  /** Cuts the current response; from any thread. */
  void cut() {
    SseStream now = stream;
    if (now != null) {
      now.connection().cut();
    }
  }

  int last() {
    return last;
  }

  /** The number of reconnections. */
  int resumptions() {
    return openings.get() - 1;
  }
}
