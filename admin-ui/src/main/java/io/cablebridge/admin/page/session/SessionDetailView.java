package io.cablebridge.admin.page.session;

import io.cablebridge.admin.page.ByteCount;
import io.cablebridge.admin.page.ChannelLabel;
import io.cablebridge.admin.page.Timestamp;
import io.cablebridge.session.diagnostics.SessionDetail;
import java.util.List;
import java.util.Locale;

/**
 * One session with its recent activity, oldest first. It contains no payload, no cookie and no
 * whole id; texts of clients are shortened.
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
        new ByteCount(detail.maxQueueBytes()),
        detail.timeline().stream().map(Activity::of).toList(),
        detail.subscriptions().stream().map(SubscriptionRow::of).toList(),
        detail.headers().stream().map(HeaderRow::of).toList(),
        detail.frames().stream().map(FrameRow::of).toList());
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static String shown(String text) {
    return ChannelLabel.printable(text, MAX_TEXT);
  }
}
