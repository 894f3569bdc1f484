package io.cablebridge.stream;

import io.cablebridge.time.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The streams of one broker by their names. One comes into being when it is used first, and is
 * forgotten, epoch and all, when it has had no reader and no past for as long as a message would be
 * kept; also when too many without readers are held, the one unread longest first. Thread-safe.
 */
public final class Streams {
  /** Held without a reader; whoever may publish can name as many as he likes. */
  private static final int MOST_UNREAD = 10_000;

  private static final Duration VISIT = Duration.ofSeconds(1);

  /** Streams expired in one visit: the rest has its turn in the next ones. */
  private static final int VISITED = 2_000;

  private final ConcurrentHashMap<String, Entry> entries = new ConcurrentHashMap<>();
  private final Function<String, Stream> maker;
  private final Consumer<Stream> born;
  private final Consumer<Stream> forgotten;
  private final HistoryBudget budget;
  private final Time time;
  private final int mostUnread;
  private final AtomicInteger bornSinceVisit = new AtomicInteger();
  private final AtomicBoolean visiting = new AtomicBoolean();
  private Time.@Nullable Cancellable visits;

  /** The newest second of which something went with a stream that was forgotten too early. */
  private final AtomicLong lackingUpTo = new AtomicLong(Long.MIN_VALUE);

  /** A stream and who is about to give it a task; it is not forgotten under their hands. */
  private record Entry(Stream stream, AtomicInteger users) {}

  /**
   * @param maker makes a stream, and may begin it as {@link Stream#lost}, but nothing else
   * @param born told of each stream once it can be found
   * @param forgotten told of each stream as it is forgotten, before another one of its name; must
   *     not block
   * @param budget what the streams share, which is watched here
   */
  public Streams(
      Function<String, Stream> maker,
      Consumer<Stream> born,
      Consumer<Stream> forgotten,
      HistoryBudget budget,
      Time time) {
    this(maker, born, forgotten, budget, time, MOST_UNREAD);
  }

  Streams(
      Function<String, Stream> maker,
      Consumer<Stream> born,
      Consumer<Stream> forgotten,
      HistoryBudget budget,
      Time time,
      int mostUnread) {
    this.maker = maker;
    this.born = born;
    this.forgotten = forgotten;
    this.budget = budget;
    this.time = time;
    this.mostUnread = mostUnread;
  }

  /** Begins to forget. */
  public synchronized void start() {
    if (visits == null) {
      visits = time.every(VISIT, this::visit);
    }
  }

  public synchronized void stop() {
    if (visits != null) {
      visits.cancel();
    }
  }

  /** Does something with a stream, which is made if there is none. */
  public <T> T use(String name, Function<Stream, T> what) {
    boolean[] isNew = new boolean[1];
    Entry entry =
        entries.compute(
            name,
            (key, held) -> {
              isNew[0] = held == null;
              Entry used = held == null ? make(key) : held;
              used.users().incrementAndGet();
              return used;
            });
    try {
      if (isNew[0]) {
        born.accept(entry.stream());
      }
      return what.apply(entry.stream());
    } finally {
      entry.users().decrementAndGet();
      if (isNew[0] && bornSinceVisit.incrementAndGet() > mostUnread / 8) {
        visit();
      }
    }
  }

  /** The stream of this name, if there is one. */
  public @Nullable Stream find(String name) {
    Entry entry = entries.get(name);
    return entry == null ? null : entry.stream();
  }

  public void forEach(Consumer<Stream> what) {
    entries.values().forEach(entry -> what.accept(entry.stream()));
  }

  /** How many there are, read or not. */
  public int count() {
    return entries.size();
  }

  /** Those that have readers now. */
  public List<StreamSnapshot> snapshot() {
    return entries.values().stream()
        .map(entry -> entry.stream().standing().snapshot())
        .filter(snapshot -> snapshot.readers() > 0)
        .toList();
  }

  private Entry make(String name) {
    Stream stream = maker.apply(name);
    long lacking = lackingUpTo.get();
    if (lacking != Long.MIN_VALUE) {
      stream.lacksUpTo(lacking);
    }
    return new Entry(stream, new AtomicInteger());
  }

  private void visit() {
    if (!visiting.compareAndSet(false, true)) {
      return;
    }
    try {
      bornSinceVisit.set(0);
      long now = time.nanos();
      int visited = 0;
      List<Stream> unread = new ArrayList<>();
      for (Entry entry : entries.values()) {
        Stream stream = entry.stream();
        Stream.Standing standing = stream.standing();
        if (standing.due() && now - standing.dueAt() >= 0 && visited < VISITED) {
          visited++;
          stream.execute(() -> tend(stream));
        }
        if (standing.snapshot().readers() == 0) {
          unread.add(stream);
        }
      }
      if (unread.size() > mostUnread) {
        forgetOldest(unread, now);
      }
      budget.makeRoom(() -> entries.values().stream().map(Entry::stream).iterator(), now);
    } finally {
      visiting.set(false);
    }
  }

  private void tend(Stream stream) {
    stream.expire();
    forgetIf(Stream::isForgettable, stream);
  }

  private void forgetOldest(List<Stream> unread, long now) {
    Map<Stream, Long> age = new HashMap<>();
    unread.forEach(stream -> age.put(stream, now - stream.standing().unreadSince()));
    unread.sort(Comparator.comparing(age::get, Comparator.reverseOrder()));
    for (Stream stream : unread.subList(0, unread.size() - mostUnread)) {
      stream.execute(() -> forgetIf(Stream::isUnread, stream));
    }
  }

  /** To be called in a task of the stream: nothing of it changes meanwhile. */
  private void forgetIf(Predicate<Stream> condition, Stream stream) {
    entries.computeIfPresent(
        stream.name(),
        (name, entry) -> {
          // First the users, then what they have left behind in its queue.
          boolean mayGo =
              entry.stream() == stream && entry.users().get() == 0 && condition.test(stream);
          if (mayGo) {
            lackingUpTo.accumulateAndGet(stream.lackingUpTo(), Math::max);
            stream.forgotten();
            forgotten.accept(stream);
          }
          return mayGo ? null : entry;
        });
  }
}
