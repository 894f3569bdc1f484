package io.cablebridge.session.diagnostics;

import java.util.List;

/**
 * One session for the eyes of an operator. No payload is in it, no cookie, no whole id. Immutable.
 *
 * @param timeline the last things that happened, oldest first
 * @param headers what of the opening request goes to Rails
 * @param frames the last ones but pings, oldest first
 */
public record SessionDetail(
    SessionSnapshot session,
    List<TimelineEntry> timeline,
    List<SubscriptionSnapshot> subscriptions,
    List<HeaderSnapshot> headers,
    List<FrameSnapshot> frames) {

  /** Copies the lists, so that the detail stays as it is. */
  public SessionDetail {
    timeline = List.copyOf(timeline);
    subscriptions = List.copyOf(subscriptions);
    headers = List.copyOf(headers);
    frames = List.copyOf(frames);
  }
}
