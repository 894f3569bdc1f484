package io.cablebridge.session;

import io.cablebridge.protocol.JsonText;
import io.cablebridge.session.command.Subscription;
import io.cablebridge.session.diagnostics.ReadBy;
import io.cablebridge.session.diagnostics.SessionCounts;
import io.cablebridge.session.diagnostics.SessionDetail;
import io.cablebridge.session.diagnostics.SessionSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A session as an operator sees it. Made for one look, which takes the session's lock; it changes
 * nothing.
 */
final class SessionView {
  private static final int MOST_AGENT = 200;

  private final Session session;

  SessionView(Session session) {
    this.session = session;
  }

  /** Whether an operator means this session by that name. */
  boolean isCalled(String name) {
    return Ids.nameOf(session.epoch()).equals(name);
  }

  int listeners() {
    synchronized (session) {
      return session.feed.attachments().length;
    }
  }

  /** For how long its upstream has said nothing. */
  long silentNanos(long now) {
    Upstream asked;
    synchronized (session) {
      asked = session.cable;
    }
    return asked == null ? 0 : asked.silentNanos(now);
  }

  SessionDetail detail(long now, Instant wallNow, int maxQueueBytes) {
    synchronized (session) {
      Instant born = wallNow.minusNanos(session.lifetime.age(now));
      return new SessionDetail(
          snapshot(now),
          maxQueueBytes,
          session.trace.timeline(born),
          session.subscriptions.values().stream().map(Subscription::snapshot).toList(),
          session.handshake == null ? List.of() : session.handshake.masked(),
          session.trace.frames(born));
    }
  }

  SessionSnapshot snapshot(long now) {
    synchronized (session) {
      Attachment[] readers = session.feed.attachments();
      Handshake handshake = session.handshake;
      return new SessionSnapshot(
          Ids.nameOf(session.epoch()),
          transport(readers),
          Duration.ofNanos(session.lifetime.age(now)),
          session.subscriptions.keySet().stream().map(JsonText::toString).toList(),
          readers.length,
          session.feed.queueLength(),
          session.feed.limit(),
          session.feed.heldBytes(),
          session.feed.dropped(),
          session.upstreamState,
          handshake == null ? "" : handshake.address(),
          handshake == null ? "" : cut(handshake.agent()),
          session.feed.unacknowledged(),
          session.trace.gaps(),
          session.trace.lastStall());
    }
  }

  /** Adds the session to the counts, if it lives. */
  void addTo(SessionCounts counts) {
    synchronized (session) {
      counts.add(transport(session.feed.attachments()), session.upstreamState);
    }
  }

  private static ReadBy transport(Attachment[] readers) {
    return ReadBy.of(readers.length == 0 ? null : readers[0].listener.transport());
  }

  private static String cut(String text) {
    return text.length() <= MOST_AGENT ? text : text.substring(0, MOST_AGENT);
  }
}
