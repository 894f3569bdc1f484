package io.cablebridge.stream;

import io.cablebridge.protocol.StreamPosition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Readers of one stream that do not read on yet, because the same past is still looked for, or its
 * broker is away. What comes meanwhile waits here, once for all of them. Made by {@link CatchUp},
 * and owned by its stream's {@link SerialQueue}.
 */
final class CatchUpGroup {
  /** Messages that wait; more come only if the past is looked for in vain for long. */
  private static final int MOST_WAITING = 1_000;

  final SubscriberList readings = new SubscriberList();

  private Past past;

  /** Their last of each numbering, as far as they say. */
  private List<StreamPosition> from;

  private @Nullable CompletionStage<CatchUpResult> asked;
  private final List<StreamMessage> waiting = new ArrayList<>(0);
  private boolean overflown;

  /** They read, and have read up to here, which has not come to this node by itself yet. */
  private @Nullable StreamPosition ahead;

  /** What it looks for. */
  interface Past {
    CompletionStage<CatchUpResult> in(HistorySource fallback);
  }

  CatchUpGroup(Past past, List<StreamPosition> from) {
    this.past = past;
    this.from = from;
  }

  /** Readers that want all after these. */
  static CatchUpGroup after(List<StreamPosition> from) {
    return new CatchUpGroup(fallback -> fallback.after(from), from);
  }

  /** Begins to look for the past. */
  CompletionStage<CatchUpResult> ask(HistorySource fallback) {
    CompletionStage<CatchUpResult> answer;
    try {
      answer = past.in(fallback);
    } catch (RuntimeException e) {
      answer = CompletableFuture.failedFuture(e);
    }
    asked = answer;
    return answer;
  }

  /** Whether this is still waited for. */
  boolean isAnswer(CompletionStage<CatchUpResult> answer) {
    return asked == answer;
  }

  /** The broker has gone away: what was asked is asked again later. */
  void interrupt(List<StreamPosition> newest) {
    StreamPosition reached = ahead;
    if (reached != null) {
      readings.tell(StreamReader::lost);
      List<StreamPosition> read = new ArrayList<>(newest);
      read.removeIf(position -> position.epoch().equals(reached.epoch()));
      read.add(reached);
      from = read;
      past = fallback -> fallback.after(read);
    }
    ahead = null;
    asked = null;
    overflown = false;
    waiting.clear();
  }

  /**
   * A message of the stream.
   *
   * @return whether its readers may read on like all others
   */
  boolean message(StreamMessage message) {
    if (asked != null) {
      await(message);
    }
    StreamPosition reached = ahead;
    if (reached == null) {
      return false;
    }
    StreamPosition position = message.position();
    boolean same = position != null && position.epoch().equals(reached.epoch());
    if (position == null || !same || position.offset() > reached.offset()) {
      readings.message(message);
    }
    return position != null && same && position.offset() >= reached.offset();
  }

  private void await(StreamMessage message) {
    if (waiting.size() == MOST_WAITING) {
      overflown = true;
      waiting.clear();
    }
    waiting.add(message);
  }

  /**
   * The past has been found, or not: tells it, and what has come since.
   *
   * @param newest the newest position of each numbering on this node
   * @param end the position of who has everything
   * @return whether its readers may read on like all others
   */
  boolean found(CatchUpResult catchup, List<StreamPosition> newest, @Nullable StreamPosition end) {
    asked = null;
    CatchUpResult known = overflown ? CatchUpResult.INCOMPLETE : older(catchup);
    if (known.outcome() == CatchUpResult.Outcome.COMPLETE) {
      // They may have read elsewhere what has only just come here.
      waiting.removeIf(message -> has(from, message.position()));
      ahead = beyond(known.missed(), newest);
    }
    // Who is given what waits here next is not at the end yet.
    CatchUpResult missed = waiting.isEmpty() ? known.at(end) : known;
    readings.tell(reader -> reader.subscribed(missed));
    waiting.forEach(readings::message);
    waiting.clear();
    return ahead == null;
  }

  /** Without what waits here, or is about to. */
  private CatchUpResult older(CatchUpResult catchup) {
    Map<String, Long> first = new HashMap<>();
    for (StreamMessage message : waiting) {
      StreamPosition position = message.position();
      if (position != null) {
        first.putIfAbsent(position.epoch(), position.offset());
      }
    }
    if (first.isEmpty()) {
      return catchup;
    }
    List<StreamMessage> older = new ArrayList<>(catchup.missed());
    older.removeIf(
        message -> {
          StreamPosition position = message.position();
          return position != null
              && position.offset() >= first.getOrDefault(position.epoch(), Long.MAX_VALUE);
        });
    return new CatchUpResult(catchup.outcome(), older);
  }

  /**
   * What they have read last, if this node has not heard that much: it may be under way to it, and
   * must not be told again.
   */
  private @Nullable StreamPosition beyond(List<StreamMessage> missed, List<StreamPosition> newest) {
    StreamPosition end = missed.isEmpty() ? null : missed.get(missed.size() - 1).position();
    List<StreamPosition> read = end == null ? from : List.of(end);
    return read.stream().filter(position -> !has(newest, position)).findFirst().orElse(null);
  }

  private static boolean has(List<StreamPosition> read, @Nullable StreamPosition position) {
    for (StreamPosition last : read) {
      if (position != null
          && last.epoch().equals(position.epoch())
          && last.offset() >= position.offset()) {
        return true;
      }
    }
    return false;
  }
}
