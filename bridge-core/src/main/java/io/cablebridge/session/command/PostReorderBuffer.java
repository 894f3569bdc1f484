package io.cablebridge.session.command;

import io.cablebridge.protocol.Command;
import io.cablebridge.time.Time;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Puts POSTs that a client sent side by side back into the order of its own numbers. A gap is
 * waited for during the window, then passed over; what comes for it later is performed late rather
 * than lost. A repeated number gets the first answer again and nothing is performed twice. Made by
 * a session whose client numbers its POSTs; its monitor guards it and is held while commands are
 * performed.
 */
public final class PostReorderBuffer {
  private static final int MAX_PARKED = 64;
  private static final int KEPT_ANSWERS = 128;
  private static final int KEPT_GAPS = 64;

  private record Parked(List<Command> commands, Consumer<@Nullable List<Reply>> answer) {}

  private final Function<List<Command>, List<Reply>> perform;
  private final Time time;
  private final TreeMap<Long, Parked> parked = new TreeMap<>();
  private final Map<Long, List<Reply>> answers =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, List<Reply>> eldest) {
          return size() > KEPT_ANSWERS;
        }
      };

  /** Numbers that were passed over and may still come: first to last of each gap. */
  private final TreeMap<Long, Long> gaps = new TreeMap<>();

  private long next = 1;

  public PostReorderBuffer(Function<List<Command>, List<Reply>> perform, Time time) {
    this.perform = perform;
    this.time = time;
  }

  public synchronized void submit(
      long seq, Duration window, List<Command> commands, Consumer<@Nullable List<Reply>> answer) {
    if (seq < next) {
      answer.accept(wasPassedOver(seq) ? perform(seq, commands) : answers.get(seq));
      return;
    }
    Parked twin = parked.get(seq);
    if (twin != null) {
      // A retry overtook its original: whoever is performed answers both.
      parked.put(seq, new Parked(twin.commands(), twin.answer().andThen(answer)));
      return;
    }
    parked.put(seq, new Parked(commands, answer));
    if (seq != next && parked.size() <= MAX_PARKED) {
      time.after(window, () -> passOverGapBefore(seq));
    } else if (seq != next) {
      passOverGap();
    }
    performWhatIsDue();
  }

  private synchronized void passOverGapBefore(long seq) {
    while (parked.containsKey(seq)) {
      passOverGap();
      performWhatIsDue();
    }
  }

  private void passOverGap() {
    long following = parked.firstKey();
    remember(next, following - 1);
    next = following;
  }

  private void remember(long first, long last) {
    gaps.put(first, last);
    if (gaps.size() > KEPT_GAPS) {
      gaps.pollFirstEntry();
    }
  }

  /** Whether a number lies in a gap, which is a gap no more then. */
  private boolean wasPassedOver(long seq) {
    Map.Entry<Long, Long> gap = gaps.floorEntry(seq);
    if (gap == null || gap.getValue() < seq) {
      return false;
    }
    gaps.remove(gap.getKey());
    if (gap.getKey() < seq) {
      remember(gap.getKey(), seq - 1);
    }
    if (seq < gap.getValue()) {
      remember(seq + 1, gap.getValue());
    }
    return true;
  }

  private List<Reply> perform(long seq, List<Command> commands) {
    List<Reply> replies = perform.apply(commands);
    answers.put(seq, replies);
    return replies;
  }

  private void performWhatIsDue() {
    for (Parked due = parked.remove(next); due != null; due = parked.remove(next)) {
      List<Reply> replies = perform(next, due.commands());
      next++;
      due.answer().accept(replies);
    }
  }
}
