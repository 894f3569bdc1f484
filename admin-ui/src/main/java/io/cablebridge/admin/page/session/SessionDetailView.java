package io.cablebridge.admin.page.session;

import io.cablebridge.admin.page.ByteCount;
import io.cablebridge.admin.page.ChannelLabel;
import io.cablebridge.admin.page.Timestamp;
import io.cablebridge.session.diagnostics.EndedSession;
import io.cablebridge.session.diagnostics.SessionDetail;
import java.util.List;
import java.util.Locale;

/**
 * One session with its recent activity. It contains no payload, no cookie and no whole id; texts of
 * clients are shortened.
 *
 * @param agent the client's User-Agent, empty if it sent none
 * @param findings what is wrong with it, or why it ended
 * @param timeline newest first
 * @param frames the most recent ones, newest first
 */
public record SessionDetailView(
    SessionRow session,
    String agent,
    ByteCount queueBytes,
    ByteCount queueBytesLimit,
    List<Finding> findings,
    List<Activity> timeline,
    List<SubscriptionRow> subscriptions,
    List<HeaderRow> headers,
    List<FrameRow> frames) {

  private static final int MAX_TEXT = 200;

  public record Activity(Timestamp at, String what, String detail) {

    static Activity of(SessionDetail.Activity entry) {
      return new Activity(new Timestamp(entry.at()), word(entry.what()), shown(entry.detail()));
    }

    public String words() {
      return what.replace('_', ' ');
    }
  }

  public record SubscriptionRow(ChannelLabel channel, String state, String source) {

    static SubscriptionRow of(SessionDetail.Subscription each) {
      return new SubscriptionRow(
          ChannelLabel.of(each.identifier()), word(each.state()), word(each.source()));
    }
  }

  /** A header that is forwarded to Rails; most values are masked. */
  public record HeaderRow(String name, String value) {

    static HeaderRow of(SessionDetail.Header header) {
      return new HeaderRow(shown(header.name()), shown(header.value()));
    }
  }

  /** One frame, by kind and size only. */
  public record FrameRow(Timestamp at, String direction, String type, ByteCount bytes) {

    static FrameRow of(SessionDetail.Frame frame) {
      return new FrameRow(
          new Timestamp(frame.at()),
          word(frame.kind().direction()),
          frame.kind().type(),
          new ByteCount(frame.bytes()));
    }
  }

  public static SessionDetailView of(SessionDetail detail) {
    return new SessionDetailView(
        SessionRow.of(detail.session()),
        shown(detail.session().agent()),
        new ByteCount(detail.session().condition().queueBytes()),
        new ByteCount(detail.session().condition().queueBytesLimit()),
        Finding.of(detail.session()),
        detail.timeline().stream().map(Activity::of).toList(),
        detail.subscriptions().stream().map(SubscriptionRow::of).toList(),
        detail.headers().stream().map(HeaderRow::of).toList(),
        detail.frames().stream().map(FrameRow::of).toList());
  }

  /** A session that has ended; the timeline and more are shown while it is remembered. */
  public SessionDetailView endedAs(EndedSession ended) {
    return new SessionDetailView(
        session,
        agent,
        queueBytes,
        queueBytesLimit,
        Finding.of(ended),
        timeline,
        subscriptions,
        headers,
        frames);
  }

  /** A session that has ended and is not remembered any more. */
  public static SessionDetailView of(EndedSession ended) {
    EndedRow row = EndedRow.of(ended);
    return new SessionDetailView(
        SessionRow.of(row),
        row.agent(),
        new ByteCount(0),
        new ByteCount(0),
        row.findings(),
        List.of(new Activity(row.at(), "closed", "")),
        row.channels().stream().map(channel -> new SubscriptionRow(channel, "ended", "")).toList(),
        List.of(),
        List.of());
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static String shown(String text) {
    return ChannelLabel.printable(text, MAX_TEXT);
  }
}
