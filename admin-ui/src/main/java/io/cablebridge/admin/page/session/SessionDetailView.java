package io.cablebridge.admin.page.session;

import io.cablebridge.admin.page.ByteCount;
import io.cablebridge.admin.page.ChannelLabel;
import io.cablebridge.admin.page.Timestamp;
import io.cablebridge.session.diagnostics.SessionDetail;
import java.util.List;

/**
 * One session with what has happened to it. No payload, no cookie and no whole id is in it; all
 * texts of clients are cut short.
 *
 * @param agent the client's User-Agent, empty if it sent none
 * @param timeline oldest first
 * @param frames the last ones, oldest first
 */
public record SessionDetailView(
    SessionRow session,
    String agent,
    ByteCount queueBytesLimit,
    List<Happening> timeline,
    List<Subscription> subscriptions,
    List<Header> headers,
    List<Frame> frames) {

  private static final int LONGEST = 200;

  /** Something that happened to it. */
  public record Happening(Timestamp at, String what, String detail) {

    /** The word as a reader would write it. */
    public String words() {
      return what.replace('_', ' ');
    }
  }

  /** One subscription. */
  public record Subscription(ChannelLabel channel, String state, String source) {}

  /** A header that is forwarded to Rails; most values are masked. */
  public record Header(String name, String value) {}

  /** One frame, of which nothing but kind and size is known. */
  public record Frame(Timestamp at, String direction, String type, ByteCount bytes) {}

  public static SessionDetailView of(SessionDetail detail) {
    return new SessionDetailView(
        SessionRow.of(detail.session()),
        ChannelLabel.printable(detail.session().agent(), LONGEST),
        new ByteCount(detail.maxQueueBytes()),
        detail.timeline().stream()
            .map(
                entry ->
                    new Happening(
                        new Timestamp(entry.at()),
                        ChannelLabel.printable(entry.what(), LONGEST),
                        ChannelLabel.printable(entry.detail(), LONGEST)))
            .toList(),
        detail.subscriptions().stream()
            .map(
                each ->
                    new Subscription(
                        ChannelLabel.of(each.identifier()), each.state(), each.source()))
            .toList(),
        detail.headers().stream()
            .map(
                header ->
                    new Header(
                        ChannelLabel.printable(header.name(), LONGEST),
                        ChannelLabel.printable(header.value(), LONGEST)))
            .toList(),
        detail.frames().stream()
            .map(
                frame ->
                    new Frame(
                        new Timestamp(frame.at()),
                        frame.direction(),
                        ChannelLabel.printable(frame.type(), LONGEST),
                        new ByteCount(frame.bytes())))
            .toList());
  }
}
