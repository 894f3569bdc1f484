package io.cablebridge.session.diagnostics;

import java.util.List;

/**
 * One session in detail, as the console shows it. It holds no payload, no cookie and no whole id.
 * Immutable.
 *
 * @param maxQueueBytes maximum number of bytes that a session may hold
 * @param timeline the most recent activity, oldest first
 * @param headers the headers of the opening request that go to Rails
 * @param frames the most recent frames except pings, oldest first
 */
public record SessionDetail(
    SessionSnapshot session,
    int maxQueueBytes,
    List<TimelineEntry> timeline,
    List<SubscriptionSnapshot> subscriptions,
    List<HeaderSnapshot> headers,
    List<FrameSnapshot> frames) {

  /** Copies the lists, which keeps the detail immutable. */
  public SessionDetail {
    timeline = List.copyOf(timeline);
    subscriptions = List.copyOf(subscriptions);
    headers = List.copyOf(headers);
    frames = List.copyOf(frames);
  }
}
