package io.cablebridge.session;

import java.util.Collections;
import java.util.EnumMap;
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

  private static final String OTHER = "other";

  public final LongAdder messagesIn = new LongAdder();
  public final LongAdder messagesOut = new LongAdder();
  public final LongAdder messagesDropped = new LongAdder();

  /** From an upstream's frame to the end of the write that carries it, the oldest of each write. */
  public final Distribution delivery = Distribution.ofLatencies();

  /** From the beginning of a connect to Rails' welcome. */
  public final Distribution welcome = Distribution.ofLatencies();

  /** How old sessions become. */
  public final Distribution sessionLives = Distribution.ofLives();

  /** How polls ended. */
  public final Map<PollResult, LongAdder> polls = each(PollResult.class);

  /** From the beginning of a poll to its answer, whatever it was. */
  public final Distribution pollWaits = Distribution.ofLatencies();

  /** What streams found that came back with a position. */
  public final Map<Resumption, LongAdder> resumed = each(Resumption.class);

  /** From the reading of a POST to its answer, the opening of its session among it. */
  public final Distribution commands = Distribution.ofLatencies();

  public final LongAdder heartbeats = new LongAdder();

  /** Writes to clients that took over a second. */
  public final LongAdder writeStalls = new LongAdder();

  /** Clients that took nothing for so long that they were given up. */
  public final LongAdder slowClients = new LongAdder();

  /** Subscriptions refused because a session had too many. */
  public final LongAdder subscriptionsRefused = new LongAdder();

  /** Times that a client was told of lost events. */
  public final LongAdder gaps = new LongAdder();

  /** Sessions that were not opened because there were too many. */
  public final LongAdder sessionsRefused = new LongAdder();

  public final LongAdder sessionsOpened = new LongAdder();
  public final LongAdder sessionsClosed = new LongAdder();
  public final LongAdder framesIgnored = new LongAdder();

  /** Connections that Rails has welcomed. */
  public final LongAdder upstreamsWelcomed = new LongAdder();

  /** Connections that Rails has refused, and with them the session. */
  public final LongAdder upstreamsRefused = new LongAdder();

  /** Tries to connect that had no answer, or none of Rails. */
  public final LongAdder upstreamsFailed = new LongAdder();

  /** The sessions closed, by reason; all reasons are there from the beginning. */
  public final Map<String, LongAdder> sessionsClosedBy =
      Stream.of(
              CloseReason.DELETED.text(),
              CloseReason.ENDED_BY_OPERATOR.text(),
              CloseReason.EXPIRED.text(),
              CloseReason.SHUTTING_DOWN.text(),
              CloseReason.UNAUTHORIZED.text(),
              CloseReason.ORIGIN_REFUSED.text(),
              SAID_BY_RAILS)
          .collect(Collectors.toUnmodifiableMap(Function.identity(), reason -> new LongAdder()));

  /** Why connections to Rails ended or failed; all reasons are there from the beginning. */
  public final Map<String, LongAdder> upstreamDisconnects =
      Stream.of("closed", "stale", "server_restart", "remote", "operator", "failed", OTHER)
          .collect(Collectors.toUnmodifiableMap(Function.identity(), reason -> new LongAdder()));

  /** A connection to Rails is gone; a reason that Rails alone knows counts as another one. */
  public void disconnected(String reason) {
    LongAdder known = upstreamDisconnects.get(reason);
    Objects.requireNonNullElseGet(known, () -> upstreamDisconnects.get(OTHER)).increment();
  }

  void polled(PollResult result, long waitedNanos) {
    count(polls, result);
    pollWaits.record(waitedNanos);
  }

  void resumed(Resumption how) {
    count(resumed, how);
  }

  private static <E extends Enum<E>> Map<E, LongAdder> each(Class<E> kinds) {
    Map<E, LongAdder> counts = new EnumMap<>(kinds);
    for (E kind : kinds.getEnumConstants()) {
      counts.put(kind, new LongAdder());
    }
    return Collections.unmodifiableMap(counts);
  }

  private static <E> void count(Map<E, LongAdder> counts, E kind) {
    Objects.requireNonNull(counts.get(kind), "all are there from the beginning").increment();
  }

  void closed(CloseReason reason, long ageNanos) {
    sessionLives.record(ageNanos);
    sessionsClosed.increment();
    LongAdder known = sessionsClosedBy.get(reason.text());
    Objects.requireNonNullElseGet(known, () -> sessionsClosedBy.get(SAID_BY_RAILS)).increment();
  }
}
