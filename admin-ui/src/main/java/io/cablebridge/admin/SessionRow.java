package io.cablebridge.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.cablebridge.session.SessionSnapshot;
import java.util.List;

/**
 * One session in the console's table.
 *
 * @param id the beginning of the session's id
 * @param channels the first few subscriptions
 * @param moreChannels how many subscriptions are not among them
 */
public record SessionRow(
    String id,
    String transport,
    int listeners,
    @JsonProperty("age_seconds") Age age,
    List<ChannelLabel> channels,
    int moreChannels,
    long queueLength,
    ByteCount queueBytes,
    long dropped,
    String upstream) {

  private static final int MOST_CHANNELS = 3;

  static SessionRow of(SessionSnapshot session) {
    List<ChannelLabel> channels =
        session.channels().stream().limit(MOST_CHANNELS).map(ChannelLabel::of).toList();
    return new SessionRow(
        session.shortId(),
        session.transport(),
        session.listeners(),
        Age.of(session.age()),
        channels,
        session.channels().size() - channels.size(),
        session.queueLength(),
        new ByteCount(session.queueBytes()),
        session.dropped(),
        session.upstream());
  }
}
