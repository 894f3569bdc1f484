package io.cablebridge.session;

import io.cablebridge.protocol.HistoryRequest;
import io.cablebridge.protocol.JsonText;
import io.cablebridge.session.command.CommandLock;
import io.cablebridge.session.command.Subscription;
import io.cablebridge.stream.name.StreamTarget;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * An upstream that records what its session asks of it, and reports what the test says: both the
 * connection to Rails and the streams of its session. Made by its {@link Factory} with its session.
 * Thread-safe.
 */
public final class FakeUpstream implements Upstream {
  private final Session session;
  private final @Nullable Handshake handshake;
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private volatile boolean performs = true;
  private volatile boolean subscribes = true;
  private volatile int ticks;

  public FakeUpstream(Session session, @Nullable Handshake handshake) {
    this.session = session;
    this.handshake = handshake;
  }

  /** Makes them, and remembers which session got which; {@code $pubsub} names a stream. */
  public static class Factory implements Upstream.Factory {
    private final ConcurrentMap<Session, FakeUpstream> made = new ConcurrentHashMap<>();

    @Override
    public StreamTarget resolve(JsonText identifier) {
      return identifier.toString().contains("$pubsub")
          ? new StreamTarget.Stream("chat")
          : new StreamTarget.Cable();
    }

    @Override
    public Upstream streams(Session session, CommandLock commands) {
      return of(session);
    }

    @Override
    public Upstream cable(Session session, CommandLock commands, @Nullable Handshake handshake) {
      FakeUpstream upstream = new FakeUpstream(session, handshake);
      made.put(session, upstream);
      return upstream;
    }

    /** The one that was made for a session. */
    public FakeUpstream of(Session session) {
      FakeUpstream upstream = made.get(session);
      if (upstream == null) {
        throw new AssertionError("no upstream was made for this session");
      }
      return upstream;
    }

    public int made() {
      return made.size();
    }
  }

  // What the test lets Rails do

  /** Says welcome; records what the session wants subscribed, as {@code reassert}. */
  public void welcome() {
    session.reports().welcomed().forEach(identifier -> calls.add("reassert " + identifier));
    session.reports().opened();
  }

  public void confirm(String identifier) {
    session.reports().confirmed(JsonText.of(identifier)).wake();
  }

  public void reject(String identifier) {
    session.reports().rejected(JsonText.of(identifier), null).wake();
  }

  /** A subscription that Rails never answered. */
  public void giveUp(String identifier) {
    session.reports().rejected(JsonText.of(identifier), "no_answer").wake();
  }

  public void message(String identifier, String json) {
    session.reports().received(JsonText.of(identifier), JsonText.of(json));
  }

  public void lose() {
    session.reports().lost().wake();
  }

  public void fail() {
    session.reports().away();
  }

  /** From now on no subscribe is taken. */
  public void refuseSubscribes() {
    subscribes = false;
  }

  /** From now on no action is accepted. */
  public void performNothing() {
    performs = false;
  }

  // What it saw

  /** Every call but ticks, in order: its name and its arguments. */
  public List<String> calls() {
    return List.copyOf(calls);
  }

  public boolean isOpen() {
    return calls.contains("open") && !calls.contains("close");
  }

  public int ticks() {
    return ticks;
  }

  public @Nullable Handshake handshake() {
    return handshake;
  }

  @Override
  public void open() {
    record("open", null);
  }

  @Override
  public boolean subscribe(Subscription subscription, @Nullable HistoryRequest history) {
    record("subscribe", subscription.identifier());
    return subscribes;
  }

  @Override
  public void unsubscribe(JsonText identifier) {
    record("unsubscribe", identifier);
  }

  @Override
  public boolean perform(JsonText identifier, JsonText data) {
    record("perform " + identifier, data);
    return performs;
  }

  @Override
  public long silentNanos(long nanos) {
    return 0;
  }

  @Override
  public void reconnect() {
    calls.add("reconnect");
  }

  @Override
  public synchronized void tick(long nanos) {
    ticks++;
  }

  @Override
  public void close() {
    record("close", null);
  }

  private void record(String what, @Nullable JsonText text) {
    calls.add(text == null ? what : what + " " + text);
  }
}
