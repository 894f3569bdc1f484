package io.cablebridge.session.command;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.cablebridge.protocol.Command;
import io.cablebridge.time.Time;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Puts POSTs that a client sent side by side back into the order of its own numbers. A gap is
 * waited for during the window, then passed over; a POST that arrives later for it is performed
 * late rather than lost. A repeated number gets the first answer again, and nothing is performed
 * twice. Created by a session whose client numbers its POSTs. Its own monitor guards it, and is not
 * held while POSTs are performed and answered: one thread at a time does that for all whose turn
 * has come.
 */
public final class PostReorderBuffer {
  private static final int MAX_PARKED = 64;
  private static final int KEPT_ANSWERS = 128;
  private static final int KEPT_GAPS = 64;

  private record Parked(long seq, List<Command> commands, Consumer<@Nullable List<Reply>> answer) {}

  private final Function<List<Command>, List<Reply>> perform;
  private final Time time;

  /** POSTs that are not performed yet, and the one in progress. */
  @GuardedBy("this")
  private final TreeMap<Long, Parked> parked = new TreeMap<>();

  /** The last answers, oldest first. */
  @GuardedBy("this")
  private final Map<Long, List<Reply>> answers = new LinkedHashMap<>();

  /** Numbers that were passed over and may still come: first to last of each gap. */
  @GuardedBy("this")
  private final TreeMap<Long, Long> gaps = new TreeMap<>();

  @GuardedBy("this")
  private long next = 1;

  /** Gaps before this number have been waited for long enough. */
  @GuardedBy("this")
  private long overdue;

  /** Whether a thread performs POSTs now. */
  @GuardedBy("this")
  private boolean performing;

  public PostReorderBuffer(Function<List<Command>, List<Reply>> perform, Time time) {
    this.perform = perform;
    this.time = time;
  }

  /** Has the commands performed and answered in their turn, on this thread or on another. */
  public void submit(
      long seq, Duration window, List<Command> commands, Consumer<@Nullable List<Reply>> answer) {
    boolean repeated;
    List<Reply> firstAnswer;
    synchronized (this) {
      Parked twin = parked.get(seq);
      if (twin != null) {
        // A retry overtook its original: the one that is performed answers both.
        parked.put(seq, new Parked(seq, twin.commands(), twin.answer().andThen(answer)));
        return;
      }
      repeated = seq < next && !wasPassedOver(seq);
      firstAnswer = answers.get(seq);
      if (!repeated) {
        parked.put(seq, new Parked(seq, commands, answer));
      }
      if (seq > next) {
        time.after(window, () -> passOverGapsBefore(seq));
      }
    }
    if (repeated) {
      answer.accept(firstAnswer);
    } else {
      performDue();
    }
  }

  private void passOverGapsBefore(long seq) {
    synchronized (this) {
      overdue = Math.max(overdue, seq);
    }
    performDue();
  }

  private void performDue() {
    synchronized (this) {
      if (performing) {
        return; // that thread goes on with what is due now
      }
      performing = true;
    }
    try {
      for (Parked due = take(); due != null; due = take()) {
        perform(due);
      }
    } catch (RuntimeException | Error e) {
      stop();
      throw e;
    }
  }

  private void perform(Parked due) {
    List<Reply> replies = null;
    try {
      replies = perform.apply(due.commands());
    } finally {
      performed(due.seq(), replies).accept(replies);
    }
  }

  /** The POST whose turn has come; null when there is none, which ends the performing. */
  private synchronized @Nullable Parked take() {
    Parked first = parked.isEmpty() ? null : parked.firstEntry().getValue();
    if (first != null && first.seq() > next) {
      if (first.seq() > overdue && parked.size() <= MAX_PARKED) {
        first = null;
      } else {
        remember(next, first.seq() - 1);
        next = first.seq();
      }
    }
    if (first == null) {
      performing = false;
    } else if (first.seq() == next) {
      next++;
    }
    return first;
  }

  private synchronized Consumer<@Nullable List<Reply>> performed(
      long seq, @Nullable List<Reply> replies) {
    if (replies != null) {
      answers.put(seq, replies);
      if (answers.size() > KEPT_ANSWERS) {
        answers.remove(answers.keySet().iterator().next());
      }
    }
    return Objects.requireNonNull(parked.remove(seq)).answer();
  }

  private synchronized void stop() {
    performing = false;
  }

  @GuardedBy("this")
  private void remember(long first, long last) {
    if (first <= last) {
      gaps.put(first, last);
    }
    if (gaps.size() > KEPT_GAPS) {
      gaps.pollFirstEntry();
    }
  }

  /** Whether a number lies in a gap, which then is a gap no longer. */
  @GuardedBy("this")
  private boolean wasPassedOver(long seq) {
    Map.Entry<Long, Long> gap = gaps.floorEntry(seq);
    if (gap == null || gap.getValue() < seq) {
      return false;
    }
    gaps.remove(gap.getKey());
    remember(gap.getKey(), seq - 1);
    remember(seq + 1, gap.getValue());
    return true;
  }
}
