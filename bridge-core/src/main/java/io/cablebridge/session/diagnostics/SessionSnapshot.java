package io.cablebridge.session.diagnostics;

import io.cablebridge.protocol.UpstreamState;
import java.time.Duration;
import java.util.List;

/**
 * One session at one moment, as the console shows it. Immutable; taken under the session's lock,
 * read without one.
 *
 * @param shortId the beginning of its session_id, by which the console and the log name it; too
 *     short to be used as a session_id
 * @param channels the identifiers subscribed to, as the client wrote them: hostile text
 * @param queueLength events held and not yet delivered
 * @param queueLimit how many of them it may hold, by its configuration or its client's request
 * @param heldBytes bytes of all events held, the recently delivered ones included
 * @param dropped events discarded by a full queue since the session was opened
 * @param upstream the state of its upstream; {@code CLOSED} once the session has ended
 * @param address the client's address, empty if unknown
 * @param agent at most 200 characters of the client's User-Agent: hostile text
 * @param unacknowledged events given to polls and not acknowledged yet
 * @param gaps deliveries that reported lost events
 * @param lastWriteStall duration of the last write that took more than a second, so far if it is in
 *     progress; zero without one
 */
public record SessionSnapshot(
    String shortId,
    ReadBy transport,
    Duration age,
    List<String> channels,
    int listeners,
    long queueLength,
    int queueLimit,
    long heldBytes,
    long dropped,
    UpstreamState upstream,
    String address,
    String agent,
    long unacknowledged,
    long gaps,
    Duration lastWriteStall,
    SessionCondition condition) {

  public boolean isLive() {
    return upstream != UpstreamState.CLOSED;
  }
}
