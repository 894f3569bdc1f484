package io.cablebridge.stream;

import io.cablebridge.protocol.StreamPosition;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The readers of one stream that cannot read on yet, by what they wait for. Part of one {@link
 * Stream}, and owned by its {@link SerialQueue}.
 */
final class CatchUp {
  private static final Logger log = LoggerFactory.getLogger(CatchUp.class);

  private final Executor queue;
  private final HistorySource fallback;
  private final StreamHistory history;
  private final SubscriberList live;
  private final Supplier<@Nullable StreamPosition> end;

  /** By their readings, so that the last one who leaves finds his cohort. */
  private final Map<SubscriberList, CatchUpGroup> cohorts = new LinkedHashMap<>(2);

  private boolean away;

  CatchUp(
      Executor queue,
      HistorySource fallback,
      StreamHistory history,
      SubscriberList live,
      Supplier<@Nullable StreamPosition> end) {
    this.end = end;
    this.queue = queue;
    this.fallback = fallback;
    this.history = history;
    this.live = live;
  }

  boolean isAway() {
    return away;
  }

  /** Lets a reader read on once its past is found. */
  void add(Subscriber reading, CatchUpGroup cohort) {
    cohort.readings.add(reading);
    cohorts.put(cohort.readings, cohort);
    if (!away) {
      begin(cohort);
    }
  }

  /** One of these readings has left. */
  void left(SubscriberList home) {
    if (home.count() == 0) {
      cohorts.remove(home);
    }
  }

  void message(StreamMessage message) {
    if (cohorts.isEmpty()) {
      return;
    }
    Iterator<CatchUpGroup> each = cohorts.values().iterator();
    while (each.hasNext()) {
      CatchUpGroup cohort = each.next();
      if (cohort.message(message)) {
        each.remove();
        live.addAll(cohort.readings);
      }
    }
  }

  /** Nothing comes any more: who read is told, and waits with the others. */
  void lost() {
    away = true;
    List<StreamPosition> newest = history.newest();
    cohorts.values().forEach(cohort -> cohort.interrupt(newest));
    live.tell(StreamReader::lost);
    if (live.count() > 0) {
      CatchUpGroup cohort = CatchUpGroup.after(newest);
      cohort.readings.addAll(live);
      cohorts.put(cohort.readings, cohort);
    }
  }

  /** It comes again. */
  void restored() {
    away = false;
    cohorts.values().forEach(this::begin);
  }

  private void begin(CatchUpGroup cohort) {
    CompletionStage<CatchUpResult> answer = cohort.ask(fallback);
    answer.whenComplete(
        (catchup, failure) -> queue.execute(() -> found(cohort, answer, catchup, failure)));
  }

  private void found(
      CatchUpGroup cohort,
      CompletionStage<CatchUpResult> answer,
      @Nullable CatchUpResult catchup,
      @Nullable Throwable failure) {
    if (!cohort.isAnswer(answer)) {
      return;
    }
    if (failure != null) {
      // Who answers knows how its server is, and says so once; here it would be said per reader.
      log.debug("The past of a stream could not be read", failure);
    }
    boolean readsOn =
        cohort.found(
            catchup == null ? CatchUpResult.INCOMPLETE : catchup, history.newest(), end.get());
    if (readsOn) {
      cohorts.remove(cohort.readings);
      live.addAll(cohort.readings);
    }
  }
}
