package io.cablebridge.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.protocol.Position;
import io.cablebridge.session.delivery.AttachRefusedException;
import io.cablebridge.session.delivery.CloseReason;
import io.cablebridge.session.delivery.Delivery;
import io.cablebridge.session.delivery.Event;
import io.cablebridge.session.delivery.Event.ChannelEvent;
import io.cablebridge.session.delivery.Event.Kind;
import io.cablebridge.session.delivery.Listener;
import io.cablebridge.session.delivery.Transport;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A response that records what it is told instead of writing it. As a stream it takes again after
 * each delivery, unless it is paused; as a poll it takes once and is done. Thread-safe.
 */
public final class RecordingListener implements Listener {
  private final Transport transport;
  private final List<Delivery> deliveries = new ArrayList<>();
  private final Deque<Event> unread = new ArrayDeque<>();
  private @Nullable Attachment attachment;
  private boolean paused;
  private boolean done;
  private int wakes;
  private int ticks;
  private int healthyTicks;
  private int superseded;

  private RecordingListener(Transport transport) {
    this.transport = transport;
  }

  public static RecordingListener stream() {
    return new RecordingListener(Transport.SSE);
  }

  public static RecordingListener poll() {
    return new RecordingListener(Transport.POLL);
  }

  // What a client does

  /** Reads a session from a position on, and takes what is there. */
  public RecordingListener read(Session session, @Nullable Position position)
      throws AttachRefusedException {
    Attachment joined = session.attach(this, position);
    synchronized (this) {
      attachment = joined;
    }
    proceed();
    return this;
  }

  public RecordingListener read(Session session) throws AttachRefusedException {
    return read(session, null);
  }

  /** A stream whose reader has stopped reading: the write under way does not end. */
  public synchronized RecordingListener pause() {
    paused = true;
    return this;
  }

  /** The reader reads again: the write under way ends, and what waits is taken. */
  public void resume() {
    synchronized (this) {
      paused = false;
    }
    proceed();
  }

  /** Takes one delivery whatever waits; what was taken before it counts as written. */
  public synchronized @Nullable Delivery takeOne() {
    return record(attached().take());
  }

  /** The poll's time-out: it answers with what is there, be it nothing. */
  public synchronized void timeOut() {
    record(attached().takeNow());
    attached().finish();
    done = true;
  }

  /** The response ends; what was taken last has reached the client. */
  public synchronized void finish() {
    attached().finish();
    done = true;
  }

  /** The connection breaks; what was taken last may not have reached the client. */
  public synchronized void cut() {
    attached().detach();
    done = true;
  }

  private synchronized void proceed() {
    if (attachment == null || paused || done) {
      return;
    }
    if (transport == Transport.POLL) {
      if (record(attachment.take()) != null) {
        finish();
      }
      return;
    }
    for (Delivery next = attachment.take(); next != null; next = attachment.take()) {
      record(next);
      if (next.last()) {
        finish();
        return;
      }
      if (paused) {
        return;
      }
    }
  }

  private @Nullable Delivery record(@Nullable Delivery delivery) {
    if (delivery != null) {
      deliveries.add(delivery);
      unread.addAll(delivery.events());
    }
    return delivery;
  }

  // What the session does

  @Override
  public void wake() {
    synchronized (this) {
      wakes++;
    }
    proceed();
  }

  @Override
  public synchronized void superseded() {
    superseded++;
    done = true;
  }

  @Override
  public synchronized void tick(long nanos, boolean healthy) {
    ticks++;
    if (healthy) {
      healthyTicks++;
    }
  }

  @Override
  public Transport transport() {
    return transport;
  }

  // What it saw

  public synchronized Attachment attached() {
    if (attachment == null) {
      throw new AssertionError("this listener reads nothing");
    }
    return attachment;
  }

  /** Up to where it was given everything. */
  public Position position() {
    return attached().position();
  }

  public synchronized List<Delivery> deliveries() {
    return List.copyOf(deliveries);
  }

  /** All events of all deliveries. */
  public synchronized List<Event> events() {
    return deliveries.stream().flatMap(delivery -> delivery.events().stream()).toList();
  }

  public List<ChannelEvent> channelEvents() {
    return events().stream()
        .filter(ChannelEvent.class::isInstance)
        .map(ChannelEvent.class::cast)
        .toList();
  }

  public List<Long> offsets() {
    return channelEvents().stream().map(ChannelEvent::offset).toList();
  }

  public List<String> kinds() {
    return channelEvents().stream().map(event -> event.kind().text()).toList();
  }

  /** The texts of the received messages. */
  public List<String> messages() {
    return channelEvents().stream()
        .filter(event -> event.kind() == Kind.RECEIVED)
        .map(event -> String.valueOf(event.message()))
        .toList();
  }

  /** How many events it was told to have lost. */
  public long dropped() {
    return events().stream()
        .filter(Event.Dropped.class::isInstance)
        .mapToLong(event -> ((Event.Dropped) event).count())
        .sum();
  }

  /** Why the session ended; null while it was not told. */
  public @Nullable CloseReason closed() {
    return events().stream()
        .filter(Event.Closed.class::isInstance)
        .map(event -> ((Event.Closed) event).reason())
        .findFirst()
        .orElse(null);
  }

  public synchronized int wakes() {
    return wakes;
  }

  public synchronized int ticks() {
    return ticks;
  }

  /** Ticks that said that the upstream is open. */
  public synchronized int healthyTicks() {
    return healthyTicks;
  }

  public synchronized int timesSuperseded() {
    return superseded;
  }

  /** The next event that the test has not looked at. */
  public synchronized Event next() {
    Event event = unread.poll();
    if (event == null) {
      throw new AssertionError("no event is left");
    }
    return event;
  }

  /** The test has looked at every event there was. */
  public synchronized void assertExhausted() {
    assertThat(unread).as("events that nobody looked at").isEmpty();
  }
}
