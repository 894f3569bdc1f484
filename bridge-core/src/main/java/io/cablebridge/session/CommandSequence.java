package io.cablebridge.session;

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
 * waited for during the window, then passed over; a repeated number gets the first answer again and
 * nothing is performed twice. Made by a session whose client numbers its POSTs; its monitor guards
 * it and is held while commands are performed.
 */
final class CommandSequence {
  private static final int MAX_PARKED = 64;
  private static final int KEPT_ANSWERS = 128;

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
  private long next = 1;

  CommandSequence(Function<List<Command>, List<Reply>> perform, Time time) {
    this.perform = perform;
    this.time = time;
  }

  synchronized void submit(
      long seq, Duration window, List<Command> commands, Consumer<@Nullable List<Reply>> answer) {
    if (seq < next) {
      answer.accept(answers.get(seq));
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
      next = parked.firstKey();
    }
    performWhatIsDue();
  }

  private synchronized void passOverGapBefore(long seq) {
    while (parked.containsKey(seq)) {
      next = parked.firstKey();
      performWhatIsDue();
    }
  }

  private void performWhatIsDue() {
    for (Parked due = parked.remove(next); due != null; due = parked.remove(next)) {
      List<Reply> replies = perform.apply(due.commands());
      answers.put(next, replies);
      next++;
      due.answer().accept(replies);
    }
  }
}
