package io.cablebridge.stream;

import io.cablebridge.protocol.HistoryRequest;
import io.cablebridge.protocol.Slice;
import io.cablebridge.protocol.StreamPosition;
import io.cablebridge.time.Time;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One named stream: its history and its readers. Everything happens in tasks of its queue, one at a
 * time, so that a reader gets what it missed and then each later message once, whoever publishes
 * meanwhile. Made by {@link Streams} and forgotten by it; another one of the same name has another
 * epoch. Its methods may be called on any thread, and never block.
 */
public final class Stream {
  private static final long NANOS = 1_000_000_000L;

  private final String name;
  private final StreamConfig config;
  private final Time time;
  private final SerialQueue queue;

  // All of these belong to the queue.
  private final StreamHistory history;
  private final SubscriberList live = new SubscriberList();
  private final FanOut fanOut;
  private final CatchUp joining;
  private final String epoch = Epochs.mint();
  private long offset;
  private int readers;
  private boolean everRead;
  private long messages;
  private long unreadSince;

  /** What others may see of it; the queue's tasks leave it behind. */
  private volatile Standing standing;

  /**
   * @param dueAt when it may be that something expires, {@code Time.nanos}
   * @param due whether anything does
   * @param unreadSince since when it has no readers, if it has none
   */
  record Standing(StreamSnapshot snapshot, boolean due, long dueAt, long unreadSince) {}

  public Stream(
      String name,
      StreamConfig config,
      HistoryBudget budget,
      Executor executor,
      Time time,
      HistorySource fallback) {
    this.name = name;
    this.config = config;
    this.time = time;
    queue = new SerialQueue(executor);
    fanOut = new FanOut(executor);
    history = new StreamHistory(config, budget);
    joining = new CatchUp(queue, fallback, history, live, this::end);
    unreadSince = time.nanos();
    standing = new Standing(snapshotNow(), true, unreadSince, unreadSince);
  }

  public String name() {
    return name;
  }

  /** Runs a task in order with all that happens here. */
  public void execute(Runnable task) {
    queue.execute(
        () -> {
          try {
            task.run();
          } finally {
            standing = standingNow();
          }
        });
  }

  /** Lets a reader read from now on, or from where its history request says. */
  public StreamSubscription subscribe(StreamReader reader, @Nullable HistoryRequest wish) {
    Subscriber reading = new Subscriber(this, reader);
    execute(() -> join(reading, wish));
    return reading;
  }

  /** Publishes under this node's own numbering; completes when the message has its place. */
  public CompletionStage<Void> publish(Publication publication) {
    CompletableFuture<Void> placed = new CompletableFuture<>();
    execute(
        () -> {
          carry(numbered(publication));
          placed.complete(null);
        });
    return placed;
  }

  /** Carries a message that others have numbered, unless it has been here already. */
  public void append(StreamMessage message) {
    execute(() -> carry(message));
  }

  /** Says how far the numbering of others has come, before anything of it comes. */
  public void standsAt(StreamPosition position) {
    execute(() -> history.standsAt(position));
  }

  /**
   * The broker's server is away: readers are told, and new ones wait. A stream that has to be
   * opened there first begins like this.
   */
  public void lost() {
    execute(
        () -> {
          if (!joining.isAway()) {
            joining.lost();
          }
        });
  }

  /**
   * From here on everything comes again. What was missed is asked of the fallback, once for all
   * that read before; no catch-up from this node's history spans this moment.
   */
  public void restored() {
    execute(
        () -> {
          if (joining.isAway()) {
            history.breakHere(seconds());
            joining.restored();
          }
        });
  }

  /**
   * Something came that cannot be carried. Who reads is told of a loss, and that what he lacks will
   * not come; nobody is told later that he lacks nothing.
   */
  public void missed() {
    execute(
        () -> {
          history.breakHere(seconds());
          live.tell(StreamReader::lost);
          live.tell(reader -> reader.subscribed(CatchUpResult.INCOMPLETE.at(end())));
        });
  }

  /** How it is, for the console. */
  public StreamSnapshot snapshot() {
    return standing.snapshot();
  }

  /** Drops what is too old, if anything may be: to be called again and again. */
  public void expireIfDue() {
    Standing seen = standing;
    if (seen.snapshot().held() > 0 && time.nanos() - seen.dueAt() >= 0) {
      execute(this::expire);
    }
  }

  /** As it was after its last task. */
  Standing standing() {
    return standing;
  }

  void leave(Subscriber reading) {
    execute(
        () -> {
          SubscriberList home = reading.home;
          if (home == null) {
            return;
          }
          home.remove(reading);
          if (home != live) {
            joining.left(home);
          }
          if (--readers == 0) {
            unreadSince = time.nanos();
          }
        });
  }

  private void join(Subscriber reading, @Nullable HistoryRequest wish) {
    if (reading.isOver()) {
      return;
    }
    readers++;
    everRead = true;
    StreamPosition position = wish == null ? null : wish.streams().get(name);
    long since = wish == null ? 0 : wish.since();
    CatchUpResult here = CatchUpResult.NONE;
    if (position != null) {
      here = history.after(position);
    } else if (since > 0) {
      here = history.since(since);
    }
    if (joining.isAway() || here.outcome() == CatchUpResult.Outcome.INCOMPLETE) {
      joining.add(reading, cohort(position, since));
    } else {
      SubscriberList alone = new SubscriberList();
      alone.add(reading);
      CatchUpResult found = here.at(end());
      alone.tell(reader -> reader.subscribed(found));
      live.addAll(alone);
    }
  }

  /** Before the first message it is the beginning of this node's own numbering. */
  private @Nullable StreamPosition end() {
    if (history.end() == null) {
      history.beginsAt(new StreamPosition(0, epoch));
    }
    return history.end();
  }

  private static CatchUpGroup cohort(@Nullable StreamPosition position, long since) {
    if (position != null) {
      return CatchUpGroup.after(List.of(position));
    }
    return since > 0
        ? new CatchUpGroup(fallback -> fallback.since(since), List.of())
        : new CatchUpGroup(
            fallback -> CompletableFuture.completedFuture(CatchUpResult.NONE), List.of());
  }

  private StreamMessage numbered(Publication publication) {
    StreamPosition position = publication.fleeting() ? null : new StreamPosition(++offset, epoch);
    return new StreamMessage(
        name,
        compact(publication.json()),
        position,
        publication.type(),
        publication.excludedSocket(),
        seconds());
  }

  /** Many messages may lie in one request; what history holds of it must not be all of it. */
  private static Slice compact(Slice json) {
    if (json.held() <= 2 * json.length() + 64) {
      return json;
    }
    int length = json.length();
    return new Slice(
        Arrays.copyOfRange(json.array(), json.from(), json.from() + length), 0, length);
  }

  private void carry(StreamMessage message) {
    if (message.position() != null && !history.append(message, time.nanos())) {
      return;
    }
    if (everRead) {
      messages++;
    }
    if (readers == 0) {
      unreadSince = time.nanos();
    }
    fanOut.message(live, message);
    joining.message(message);
  }

  /** Drops what is too old. */
  void expire() {
    history.expire(time.nanos());
  }

  /**
   * Whether nobody would miss it: to be asked in one of its tasks, with nothing on its way here.
   */
  boolean isForgettable() {
    return readers == 0
        && history.held() == 0
        && time.nanos() - unreadSince >= config.ttl().toNanos()
        && queue.pending() == 1;
  }

  /** Drops the older half of its past, so that others have room. */
  void halve() {
    execute(history::halve);
  }

  /** It cannot be found any more, and gives back what its past holds. */
  public void forgotten() {
    execute(history::close);
  }

  /** Something of this second and earlier ones, since 1970, went with what had its name before. */
  void lacksUpTo(long seconds) {
    execute(() -> history.breakHere(seconds));
  }

  /**
   * Up to this second, since 1970, something goes with it; the beginning of time if nothing does.
   */
  long lackingUpTo() {
    return history.held() == 0
        ? history.lackingUpTo()
        : Math.max(history.lackingUpTo(), history.newestSeconds());
  }

  /** Whether it can be done without. */
  boolean isUnread() {
    return readers == 0 && queue.pending() == 1;
  }

  private long seconds() {
    return Math.floorDiv(time.wallNanos(), NANOS);
  }

  private StreamSnapshot snapshotNow() {
    return new StreamSnapshot(name, readers, messages, history.held(), history.bytes());
  }

  private Standing standingNow() {
    boolean holds = history.held() > 0;
    long from = holds ? history.oldestArrival() : unreadSince;
    return new Standing(
        snapshotNow(), holds || readers == 0, from + config.ttl().toNanos(), unreadSince);
  }
}
