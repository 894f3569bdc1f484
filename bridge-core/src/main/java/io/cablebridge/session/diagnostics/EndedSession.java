package io.cablebridge.session.diagnostics;

import io.cablebridge.protocol.ChannelName;
import io.cablebridge.protocol.CloseReason;
import io.cablebridge.protocol.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a session that has ended: the figures by which an operator explains its end. Made
 * once under the session's lock; small and immutable.
 *
 * @param transport the transport of its last listener
 * @param channels the first identifiers that it was subscribed to, shortened: hostile text
 * @param subscriptions the number of all of them
 * @param lastDrop why it dropped events last; null if it dropped none
 */
public record EndedSession(
    String shortId,
    CloseReason reason,
    Instant at,
    Duration age,
    ReadBy transport,
    String address,
    String agent,
    List<String> channels,
    int subscriptions,
    long dropped,
    @Nullable DropCause lastDrop,
    Duration lastWriteStall) {
  private static final int MAX_CHANNELS = 3;
  private static final int MAX_IDENTIFIER = 256;
  private static final int MAX_AGENT = 120;
  private static final int MAX_NAME = 48;

  /** Of the last snapshot of a session. */
  public static EndedSession of(
      SessionSnapshot session, ReadBy lastTransport, CloseReason reason, Instant at) {
    return new EndedSession(
        session.shortId(),
        reason,
        at,
        session.age(),
        lastTransport,
        session.address(),
        shortened(session.agent(), MAX_AGENT),
        session.channels().stream()
            .limit(MAX_CHANNELS)
            .map(identifier -> shortened(identifier, MAX_IDENTIFIER))
            .toList(),
        session.channels().size(),
        session.dropped(),
        session.condition().lastDrop(),
        session.lastWriteStall());
  }

  /**
   * The fields of the log line about the end. It has the names of channels without their
   * parameters, which may be secrets.
   */
  public String logFields() {
    String names =
        channels.stream()
            .map(identifier -> shortened(ChannelName.of(identifier), MAX_NAME))
            .distinct()
            .collect(Collectors.joining(","));
    return "session_id="
        + shortId
        + " reason="
        + reason.text()
        + " transport="
        + transport.text()
        + " address="
        + JsonValue.quoted(address)
        + " agent="
        + JsonValue.quoted(agent)
        + " channels="
        + JsonValue.quoted(names)
        + " subscriptions="
        + subscriptions
        + " dropped="
        + dropped
        + " last_stall_ms="
        + lastWriteStall.toMillis()
        + " age_s="
        + age.toSeconds();
  }

  private static String shortened(String text, int max) {
    return text.substring(0, Math.min(text.length(), max));
  }
}
