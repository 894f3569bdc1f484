package io.cablebridge.e2e.proxy;

import io.cablebridge.e2e.client.SequenceCheck;
import io.cablebridge.e2e.client.SseEvent;
import io.cablebridge.e2e.client.SseStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Reads a row to its end, and comes back with the last position whenever its stream ends. */
final class ResumingReader {

  /** Opens a response after a position. */
  interface Opening {
    SseStream after(String position) throws IOException;
  }

  private final Opening opening;
  private final SequenceCheck row;
  private volatile String position;
  private volatile int last;
  private final AtomicInteger openings = new AtomicInteger();
  private volatile @Nullable SseStream stream;

  ResumingReader(Opening opening, String position, int total) {
    this.opening = opening;
    this.position = position;
    this.row = new SequenceCheck(total);
  }

  /** Returns when the row is complete. */
  SequenceCheck read() {
    while (!row.isComplete()) {
      try (SseStream now = opening.after(position)) {
        stream = now;
        openings.incrementAndGet();
        follow(now);
      } catch (IOException e) {
        throw new UncheckedIOException("the stream could not be opened again", e);
      }
    }
    return row;
  }

  private void follow(SseStream from) {
    try {
      for (SseEvent event = from.next(); event != null; event = from.next()) {
        row.take(event.json());
        last = row.last();
        if (row.isComplete()) {
          return;
        }
      }
    } catch (IOException e) {
      // It was cut, by us or by the proxy.
    } finally {
      position = from.lastEventId();
    }
  }

  /** Ends the current response from outside. */
  void cut() {
    SseStream now = stream;
    if (now != null) {
      now.wire().cut();
    }
  }

  int last() {
    return last;
  }

  /** How often the reader has come back. */
  int resumptions() {
    return openings.get() - 1;
  }
}
