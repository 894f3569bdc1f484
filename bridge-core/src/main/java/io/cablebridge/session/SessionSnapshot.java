package io.cablebridge.session;

import java.time.Duration;
import java.util.List;

/**
 * One live session as it was at a moment, for the eyes of an operator. Immutable; taken by the
 * engine, read by the console without a lock.
 *
 * @param shortId the beginning of the session's id, too short to be used as one
 * @param transport {@code sse}, {@code poll}, or {@code none} while nobody listens
 * @param age the time since the session was opened
 * @param channels the identifiers subscribed to, as the client wrote them: hostile text
 * @param listeners how many responses read the session now
 * @param queueLength events held and not yet delivered
 * @param queueBytes the bytes of those events
 * @param dropped events that a full queue has discarded since the session was opened
 * @param upstream {@code connecting}, {@code open}, {@code reconnecting} or {@code closed}
 */
public record SessionSnapshot(
    String shortId,
    String transport,
    Duration age,
    List<String> channels,
    int listeners,
    long queueLength,
    long queueBytes,
    long dropped,
    String upstream) {

  /** Copies the channels, so that the snapshot stays as it is. */
  public SessionSnapshot {
    channels = List.copyOf(channels);
  }
}
