package io.cablebridge.admin.page.session;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.cablebridge.admin.page.ByteCount;
import io.cablebridge.admin.page.ChannelLabel;
import io.cablebridge.admin.page.DurationText;
import io.cablebridge.admin.page.Query;
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
    String address) {

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
        ChannelLabel.printable(session.address(), 64));
  }

  public String path() {
    return "/sessions/" + Query.encoded(id);
  }
}
