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
   * @param detail how much of it, or empty
   */
  public record Activity(Instant at, ActivityKind what, String detail) {}

  /**
   * @param identifier what the client wrote: hostile text
   */
  public record Subscription(
      String identifier, SubscriptionState state, SubscriptionSource source) {}

  /** Whether Rails or the broker has confirmed a subscription. */
  public enum SubscriptionState {
    ASKING,
    CONFIRMED
  }

  /** Where the messages of a subscription come from. */
  public enum SubscriptionSource {
    CABLE,
    STREAM
  }

  /** A header, its value masked unless it is harmless. Both are hostile text. */
  public record Header(String name, String value) {}

  /**
   * A frame by its kind and size, never by its content.
   *
   * @param bytes of the message or of the action; of the identifier where there is neither
   */
  public record Frame(Instant at, FrameKind kind, int bytes) {}
}
