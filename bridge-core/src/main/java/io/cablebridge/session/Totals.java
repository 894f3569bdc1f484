package io.cablebridge.session;

import io.cablebridge.metric.LatencyHistogram;
import io.cablebridge.session.command.CommandKind;
import io.cablebridge.session.delivery.CloseReason;
import io.cablebridge.session.delivery.DropCause;
import io.cablebridge.session.delivery.PollResult;
import io.cablebridge.session.delivery.ResumeOutcome;
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

  /** Events that nobody had been given, by what was full. */
  public final Map<DropCause, LongAdder> drops = each(DropCause.class);

  /**
   * From an upstream's frame to the end of the write that carries it, the oldest of each write that
   * its listener was there to wait for.
   */
  public final LatencyHistogram delivery = LatencyHistogram.ofLatencies();

  /** From the beginning of a connect to Rails' welcome. */
  public final LatencyHistogram welcome = LatencyHistogram.ofLatencies();

  /** How old sessions become. */
  public final LatencyHistogram sessionLives = LatencyHistogram.ofLives();

  /** How polls ended. */
  public final Map<PollResult, LongAdder> polls = each(PollResult.class);

  /** From the beginning of a poll to its answer, whatever it was. */
  public final LatencyHistogram pollWaits = LatencyHistogram.ofLatencies();

  /** What streams found that came back with a position. */
  public final Map<ResumeOutcome, LongAdder> resumed = each(ResumeOutcome.class);

  /** From the reading of a POST to its answer, the opening of its session among it. */
  public final LatencyHistogram commands = LatencyHistogram.ofLatencies();

  public final LongAdder heartbeats = new LongAdder();

  /** Writes to clients that took over a second. */
  public final LongAdder writeStalls = new LongAdder();

  /** Clients that took nothing for so long that they were given up. */
  public final LongAdder slowClients = new LongAdder();

  /** Subscriptions refused because a session had too many. */
  public final LongAdder subscriptionsRefused = new LongAdder();

  /** Subscriptions that Rails rejected, or never answered. */
  public final LongAdder subscriptionsRejected = new LongAdder();

  /** Commands that were not taken because too many of their session waited already. */
  public final LongAdder commandsNotHeld = new LongAdder();

  /** Commands by what they were; all are there from the beginning. */
  public final Map<CommandKind, LongAdder> commandsAccepted = each(CommandKind.class);

  /** The same for those that were answered with an error. */
  public final Map<CommandKind, LongAdder> commandsRefused = each(CommandKind.class);

  /** Events that polls were given again because nobody had acknowledged them. */
  public final LongAdder redelivered = new LongAdder();

  /** Bytes of the messages that came. */
  public final LongAdder bytesIn = new LongAdder();

  /** Bytes of all that was written to clients after the head of a response. */
  public final LongAdder bytesOut = new LongAdder();

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
      Stream.of(
              "closed",
              "stale",
              "server_restart",
              "remote",
              "operator",
              "unauthorized",
              "too_large",
              "failed",
              OTHER)
          .collect(Collectors.toUnmodifiableMap(Function.identity(), reason -> new LongAdder()));

  /** A connection to Rails is gone; a reason that Rails alone knows counts as another one. */
  public void disconnected(String reason) {
    LongAdder known = upstreamDisconnects.get(reason);
    Objects.requireNonNullElseGet(known, () -> upstreamDisconnects.get(OTHER)).increment();
  }

  void dropped(DropCause cause, long events) {
    Objects.requireNonNull(drops.get(cause), "all are there from the beginning").add(events);
  }

  /** Events that nobody had been given, whatever was full. */
  public long messagesDropped() {
    return drops.values().stream().mapToLong(LongAdder::sum).sum();
  }

  void performed(CommandKind kind, boolean accepted) {
    count(accepted ? commandsAccepted : commandsRefused, kind);
  }

  void polled(PollResult result, long waitedNanos) {
    count(polls, result);
    pollWaits.record(waitedNanos);
  }

  void resumed(ResumeOutcome how) {
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
