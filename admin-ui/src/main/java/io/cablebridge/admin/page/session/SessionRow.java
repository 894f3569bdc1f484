package io.cablebridge.admin.page.session;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.cablebridge.admin.page.ByteCount;
import io.cablebridge.admin.page.ChannelLabel;
import io.cablebridge.admin.page.DurationText;
import io.cablebridge.admin.page.Query;
import io.cablebridge.admin.page.SessionWords;
import io.cablebridge.session.diagnostics.SessionSnapshot;
import java.util.List;

/** A {@link SessionSnapshot} with its first channels, and the number of the others. */
public record SessionRow(
    String id,
    String transport,
    int listeners,
    @JsonProperty("age_seconds") DurationText age,
    List<ChannelLabel> channels,
    int moreChannels,
    long queueLength,
    int queueLimit,
    ByteCount heldBytes,
    long unacknowledged,
    long dropped,
    long gaps,
    @JsonProperty("last_write_stall_seconds") DurationText lastWriteStall,
    String upstream,
    boolean usesRails,
    String address,
    List<Finding> findings) {

  private static final int MAX_CHANNELS = 3;

  public static SessionRow of(SessionSnapshot session) {
    List<ChannelLabel> channels =
        session.channels().stream().limit(MAX_CHANNELS).map(ChannelLabel::of).toList();
    return new SessionRow(
        session.shortId(),
        session.transport().text(),
        session.listeners(),
        DurationText.of(session.age()),
        channels,
        session.channels().size() - channels.size(),
        session.queueLength(),
        session.queueLimit(),
        new ByteCount(session.heldBytes()),
        session.unacknowledged(),
        session.dropped(),
        session.gaps(),
        DurationText.of(session.lastWriteStall()),
        session.upstream().text(),
        session.condition().usesRails(),
        ChannelLabel.printable(session.address(), 64),
        Finding.of(session));
  }

  /** An ended session, of which no more is kept. */
  static SessionRow of(EndedRow ended) {
    return new SessionRow(
        ended.id(),
        ended.transport(),
        0,
        ended.age(),
        ended.channels(),
        ended.moreChannels(),
        0,
        0,
        new ByteCount(0),
        0,
        ended.dropped(),
        0,
        ended.lastWriteStall(),
        SessionWords.ENDED,
        true,
        ended.address(),
        ended.findings());
  }

  /** The word for the state of its upstream. */
  public String upstreamText() {
    return usesRails ? upstream : "streams only";
  }

  public String path() {
    return "/sessions/" + Query.encoded(id);
  }
}
