package io.cablebridge.session;

import io.cablebridge.protocol.HistoryRequest;
import io.cablebridge.protocol.JsonText;
import io.cablebridge.session.command.CommandLock;
import io.cablebridge.session.command.Handshake;
import io.cablebridge.session.command.Subscription;
import io.cablebridge.session.command.Subscriptions;
import io.cablebridge.session.command.Upstream;
import io.cablebridge.session.command.UpstreamSink;
import io.cablebridge.stream.name.StreamTarget;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * An upstream that records the calls of its session, and reports what the test orders: both the
 * connection to Rails and the streams of its session. Created by its {@link Factory}. Thread-safe.
 */
public final class FakeUpstream implements Upstream {
  private final UpstreamSink sink;
  private final @Nullable Handshake handshake;
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private volatile boolean performs = true;
  private volatile boolean subscribes = true;
  private volatile int ticks;

  public FakeUpstream(UpstreamSink sink, @Nullable Handshake handshake) {
    this.sink = sink;
    this.handshake = handshake;
  }

  /** Creates an upstream for each session; {@code $pubsub} names a stream. */
  public static class Factory implements Upstream.Factory {
    private volatile boolean streamsAreDelivered = true;
    private final ConcurrentMap<String, FakeUpstream> made = new ConcurrentHashMap<>();

    @Override
    public StreamTarget resolve(JsonText identifier) {
      return identifier.toString().contains("$pubsub")
          ? new StreamTarget.Stream("chat")
          : new StreamTarget.Cable();
    }

    @Override
    public boolean streamsAreDelivered() {
      return streamsAreDelivered;
    }

    public void deliverStreams(boolean delivered) {
      streamsAreDelivered = delivered;
    }

    @Override
    public Upstream streams(UpstreamSink sink, CommandLock commands) {
      return of(sink.epoch());
    }

    @Override
    public Upstream cable(UpstreamSink sink, CommandLock commands, @Nullable Handshake handshake) {
      FakeUpstream upstream = new FakeUpstream(sink, handshake);
      made.put(sink.epoch(), upstream);
      return upstream;
    }

    /** The upstream of a session. */
    public FakeUpstream of(Session session) {
      return of(session.epoch());
    }

    private FakeUpstream of(String epoch) {
      FakeUpstream upstream = made.get(epoch);
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

  /** Sends the welcome; records the subscriptions of the session, as {@code reassert}. */
  public void welcome() {
    sink.subscriptions().welcomed().forEach(identifier -> calls.add("reassert " + identifier));
    sink.opened();
  }

  public Subscriptions subscriptions() {
    return sink.subscriptions();
  }

  public void confirm(String identifier) {
    sink.subscriptions().confirmed(JsonText.of(identifier)).wake();
  }

  public void reject(String identifier) {
    sink.subscriptions().rejected(JsonText.of(identifier), null).wake();
  }

  /** A subscription that Rails never answered. */
  public void giveUp(String identifier) {
    sink.subscriptions().rejected(JsonText.of(identifier), "no_answer").wake();
  }

  public void message(String identifier, String json) {
    sink.subscriptions().received(JsonText.of(identifier), JsonText.of(json));
  }

  public void lose() {
    sink.subscriptions().lost().wake();
  }

  public void fail() {
    sink.connectFailed();
  }

  /** From now on every subscribe is refused. */
  public void refuseSubscribes() {
    subscribes = false;
  }

  /** From now on every action is refused. */
  public void performNothing() {
    performs = false;
  }

  // What it has recorded

  /** Every call except ticks, in order: its name and its arguments. */
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
