package io.cablebridge.session;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the process has counted since its start. Thread-safe, one for the process. */
public final class Totals {
  /** Stands for whatever Rails itself said, so that there are only so many reasons. */
  private static final String SAID_BY_RAILS = "upstream";

  public final LongAdder messagesIn = new LongAdder();
  public final LongAdder messagesOut = new LongAdder();
  public final LongAdder messagesDropped = new LongAdder();
  public final LongAdder sessionsOpened = new LongAdder();
  public final LongAdder sessionsClosed = new LongAdder();
  public final LongAdder framesIgnored = new LongAdder();

  /** Connections that Rails has welcomed. */
  public final LongAdder upstreamsWelcomed = new LongAdder();

  /** Connections that Rails has refused, and with them the session. */
  public final LongAdder upstreamsRefused = new LongAdder();

  /** Tries to connect that had no answer, or none of Rails. */
  public final LongAdder upstreamsFailed = new LongAdder();

  /** Welcomed connections that were lost. */
  public final LongAdder upstreamsLost = new LongAdder();

  /** The sessions closed, by reason; all reasons are there from the beginning. */
  public final Map<String, LongAdder> sessionsClosedBy =
      Stream.of(
              CloseReason.DELETED.text(),
              CloseReason.EXPIRED.text(),
              CloseReason.SHUTTING_DOWN.text(),
              CloseReason.UNAUTHORIZED.text(),
              CloseReason.ORIGIN_REFUSED.text(),
              SAID_BY_RAILS)
          .collect(Collectors.toUnmodifiableMap(Function.identity(), reason -> new LongAdder()));

  void closed(CloseReason reason) {
    sessionsClosed.increment();
    LongAdder known = sessionsClosedBy.get(reason.text());
    Objects.requireNonNullElseGet(known, () -> sessionsClosedBy.get(SAID_BY_RAILS)).increment();
  }
}
