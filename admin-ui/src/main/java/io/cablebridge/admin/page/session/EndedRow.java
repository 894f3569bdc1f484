package io.cablebridge.admin.page.session;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.cablebridge.admin.page.ChannelLabel;
import io.cablebridge.admin.page.DurationText;
import io.cablebridge.admin.page.Query;
import io.cablebridge.admin.page.Timestamp;
import io.cablebridge.session.diagnostics.EndedSession;
import java.util.List;

/** An ended session in the console's table: the figures of an {@link EndedSession}. */
public record EndedRow(
    String id,
    Timestamp at,
    String reason,
    List<Finding> findings,
    String transport,
    @JsonProperty("age_seconds") DurationText age,
    String address,
    String agent,
    List<ChannelLabel> channels,
    int moreChannels,
    long dropped,
    @JsonProperty("last_write_stall_seconds") DurationText lastWriteStall) {
  private static final int MAX_ADDRESS = 64;
  private static final int MAX_TEXT = 120;

  static EndedRow of(EndedSession session) {
    List<Finding> findings = Finding.of(session);
    return new EndedRow(
        session.shortId(),
        new Timestamp(session.at()),
        findings.get(0).word(),
        findings,
        session.transport().text(),
        DurationText.of(session.age()),
        ChannelLabel.printable(session.address(), MAX_ADDRESS),
        ChannelLabel.printable(session.agent(), MAX_TEXT),
        session.channels().stream().map(ChannelLabel::of).toList(),
        session.subscriptions() - session.channels().size(),
        session.dropped(),
        DurationText.of(session.lastWriteStall()));
  }

  /** The address of its page. */
  public String path() {
    return "/sessions/" + Query.encoded(id);
  }
}
