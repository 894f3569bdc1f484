package io.cablebridge.session.diagnostics;

import java.time.Instant;
import java.util.List;

/**
 * One session in detail, as the console shows it. It holds no payload, no cookie and no whole id.
 * Immutable.
 *
 * @param timeline the most recent activity, oldest first
 * @param headers the headers of the opening request that go to Rails
 * @param frames the most recent frames except pings, oldest first
 */
public record SessionDetail(
    SessionSnapshot session,
    int maxQueueBytes,
    List<Activity> timeline,
    List<Subscription> subscriptions,
    List<Header> headers,
    List<Frame> frames) {

  /** What happened, a word such as {@code upstream_lost}, and how much of it, or empty. */
  public record Activity(Instant at, String what, String detail) {}

  /**
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
