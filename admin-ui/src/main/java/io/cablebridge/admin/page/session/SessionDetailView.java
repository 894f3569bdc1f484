package io.cablebridge.admin.page.session;

import io.cablebridge.admin.page.ByteCount;
import io.cablebridge.admin.page.ChannelLabel;
import io.cablebridge.admin.page.Timestamp;
import io.cablebridge.session.diagnostics.SessionDetail;
import java.util.List;

/**
 * One session with its recent activity. It contains no payload, no cookie and no whole id; texts of
 * clients are shortened.
 *
 * @param agent the client's User-Agent, empty if it sent none
 * @param timeline oldest first
 * @param frames the most recent ones, oldest first
 */
public record SessionDetailView(
    SessionRow session,
    String agent,
    ByteCount queueBytesLimit,
    List<Activity> timeline,
    List<SubscriptionRow> subscriptions,
    List<HeaderRow> headers,
    List<FrameRow> frames) {

  private static final int MAX_TEXT = 200;

  /** One entry of the timeline. */
  public record Activity(Timestamp at, String what, String detail) {

    /** The word with spaces. */
    public String words() {
      return what.replace('_', ' ');
    }
  }

  /** One subscription. */
  public record SubscriptionRow(ChannelLabel channel, String state, String source) {}

  /** A header that is forwarded to Rails; most values are masked. */
  public record HeaderRow(String name, String value) {}

  /** One frame, by kind and size only. */
  public record FrameRow(Timestamp at, String direction, String type, ByteCount bytes) {}

  public static SessionDetailView of(SessionDetail detail) {
    return new SessionDetailView(
        SessionRow.of(detail.session()),
        ChannelLabel.printable(detail.session().agent(), MAX_TEXT),
        new ByteCount(detail.maxQueueBytes()),
        detail.timeline().stream()
            .map(
                entry ->
                    new Activity(
                        new Timestamp(entry.at()),
                        ChannelLabel.printable(entry.what(), MAX_TEXT),
                        ChannelLabel.printable(entry.detail(), MAX_TEXT)))
            .toList(),
        detail.subscriptions().stream()
            .map(
                each ->
                    new SubscriptionRow(
                        ChannelLabel.of(each.identifier()), each.state(), each.source()))
            .toList(),
        detail.headers().stream()
            .map(
                header ->
                    new HeaderRow(
                        ChannelLabel.printable(header.name(), MAX_TEXT),
                        ChannelLabel.printable(header.value(), MAX_TEXT)))
            .toList(),
        detail.frames().stream()
            .map(
                frame ->
                    new FrameRow(
                        new Timestamp(frame.at()),
                        frame.direction(),
                        ChannelLabel.printable(frame.type(), MAX_TEXT),
                        new ByteCount(frame.bytes())))
            .toList());
  }
}
