package io.cablebridge.session.diagnostics;

import java.time.Duration;
import java.util.List;

/**
 * One live session as it was at a moment, for the eyes of an operator. Immutable; taken by the
 * engine, read by the console without a lock.
 *
 * @param shortId the beginning of its session_id, by which the console and the log name it; too
 *     short to be used as one
 * @param transport {@code sse}, {@code poll}, or {@code none} while nobody listens
 * @param age the time since the session was opened
 * @param channels the identifiers subscribed to, as the client wrote them: hostile text
 * @param listeners how many responses read the session now
 * @param queueLength events held and not yet delivered
 * @param queueLimit how many of them it may hold: what is configured, or what its client asked for
 * @param heldBytes the bytes of all events held, those delivered lately included
 * @param dropped events that a full queue has discarded since the session was opened
 * @param upstream {@code connecting}, {@code open}, {@code reconnecting} or {@code closed}
 * @param address the client's address, empty if unknown
 * @param agent the client's User-Agent, at most 200 characters of it: hostile text
 * @param unacknowledged events given to polls and not acknowledged yet
 * @param gaps how many times a client was told that events were lost
 * @param lastWriteStall how long the last write took that took over a second; zero if none did
 */
public record SessionSnapshot(
    String shortId,
    String transport,
    Duration age,
    List<String> channels,
    int listeners,
    long queueLength,
    int queueLimit,
    long heldBytes,
    long dropped,
    String upstream,
    String address,
    String agent,
    long unacknowledged,
    long gaps,
    Duration lastWriteStall) {

  /** Copies the channels, so that the snapshot stays as it is. */
  public SessionSnapshot {
    channels = List.copyOf(channels);
  }
}
