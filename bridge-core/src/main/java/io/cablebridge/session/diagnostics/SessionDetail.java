package io.cablebridge.session.diagnostics;

import java.time.Instant;
import java.util.List;

/**
 * One session in detail, as the console shows it. It holds no payload, no cookie and no whole id.
 * Immutable.
 *
 * @param maxQueueBytes maximum number of bytes that a session may hold
 * @param timeline the most recent activity, newest first
 * @param headers the headers of the opening request that go to Rails
 * @param frames the most recent frames except pings, newest first
 */
public record SessionDetail(
    SessionSnapshot session,
    int maxQueueBytes,
    List<Activity> timeline,
    List<Subscription> subscriptions,
    List<Header> headers,
    List<Frame> frames) {

  /**
   * Something that happened to the session.
   *
   * @param what a word of a fixed set, such as {@code upstream_lost}
   * @param detail how much of it, or empty
   */
  public record Activity(Instant at, String what, String detail) {}

  /**
   * One subscription.
   *
   * @param identifier what the client wrote: hostile text
   * @param state {@code asking} or {@code confirmed}
   * @param source {@code cable} or {@code stream}
   */
  public record Subscription(String identifier, String state, String source) {}

  /** A header, its value masked unless it is harmless. Both are hostile text. */
  public record Header(String name, String value) {}

  /**
   * A frame by its kind and size, never by its content.
   *
   * @param direction {@code in} from Rails or the broker, {@code out} to it
   * @param bytes of the message or of the action; of the identifier where there is neither
   */
  public record Frame(Instant at, String direction, String type, int bytes) {}
}
