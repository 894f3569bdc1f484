package io.cablebridge.session;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.cablebridge.protocol.CloseReason;
import io.cablebridge.protocol.Ids;
import io.cablebridge.protocol.Transport;
import io.cablebridge.session.command.Handshake;
import io.cablebridge.session.command.Subscription;
import io.cablebridge.session.command.Subscriptions;
import io.cablebridge.session.delivery.Outbox;
import io.cablebridge.session.delivery.SessionLock;
import io.cablebridge.session.delivery.SessionState;
import io.cablebridge.session.diagnostics.EndedSession;
import io.cablebridge.session.diagnostics.ReadBy;
import io.cablebridge.session.diagnostics.SessionCondition;
import io.cablebridge.session.diagnostics.SessionCounts;
import io.cablebridge.session.diagnostics.SessionDetail;
import io.cablebridge.session.diagnostics.SessionDiagnostics;
import io.cablebridge.session.diagnostics.SessionSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One session as an operator sees it. Created by the {@link Session} for one look, which takes the
 * session's lock; it changes nothing.
 */
record SessionView(
    SessionLock lock,
    @Nullable Handshake handshake,
    Subscriptions subscriptions,
    @GuardedBy("lock") SessionState state,
    @GuardedBy("lock") Outbox outbox,
    @GuardedBy("lock") SessionDiagnostics diagnostics) {
  private static final int MAX_AGENT_LENGTH = 200;

  int listeners() {
    synchronized (lock) {
      return outbox.listeners().size();
    }
  }

  void addTo(SessionCounts counts) {
    synchronized (lock) {
      counts.add(ReadBy.of(outbox.listeners().transport()), state.upstream(), usesRails());
    }
  }

  SessionDetail detail(long now, Instant wallNow, int maxQueueBytes) {
    synchronized (lock) {
      Instant opened = wallNow.minusNanos(diagnostics.age(now));
      return new SessionDetail(
          snapshot(now),
          maxQueueBytes,
          diagnostics.timeline(opened),
          subscriptions.all().stream().map(Subscription::snapshot).toList(),
          handshake == null ? List.of() : handshake.masked(),
          diagnostics.frames(opened));
    }
  }

  SessionSnapshot snapshot(long now) {
    String agent = handshake == null ? "" : handshake.agent();
    synchronized (lock) {
      return new SessionSnapshot(
          Ids.shortId(state.epoch()),
          ReadBy.of(outbox.listeners().transport()),
          Duration.ofNanos(diagnostics.age(now)),
          subscriptions.all().stream().map(each -> each.identifier().toString()).toList(),
          outbox.listeners().size(),
          outbox.queueLength(),
          outbox.backlog().limit(),
          outbox.heldBytes(),
          outbox.dropped(),
          state.upstream(),
          handshake == null ? "" : handshake.address(),
          agent.substring(0, Math.min(agent.length(), MAX_AGENT_LENGTH)),
          outbox.unacknowledged(),
          diagnostics.gaps(),
          diagnostics.lastStall(),
          condition(now));
    }
  }

  @GuardedBy("lock")
  private SessionCondition condition(long now) {
    return new SessionCondition(
        usesRails(),
        Duration.ofNanos(outbox.listeners().isEmpty() ? state.unattended(now) : 0),
        state.isStuck(),
        state.wasCut(),
        outbox.queueBytes(),
        outbox.backlog().bytesLimit(),
        diagnostics.lastDrop());
  }

  private boolean usesRails() {
    return handshake != null && handshake.goesToRails();
  }

  /** The session as it ends. */
  EndedSession ended(CloseReason reason, long now, Instant wallNow) {
    synchronized (lock) {
      Transport attached = outbox.listeners().transport();
      ReadBy last = ReadBy.of(attached == null ? state.lastTransport() : attached);
      return EndedSession.of(snapshot(now), last, reason, wallNow);
    }
  }
}
