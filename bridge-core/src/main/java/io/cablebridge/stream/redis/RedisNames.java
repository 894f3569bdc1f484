package io.cablebridge.stream.redis;

import org.jspecify.annotations.Nullable;

/**
 * The names of channels and keys in Redis. Rails' channel of a stream is {@code <channel
 * prefix>:<name>}, or the name itself (Rails: {@code subscription_adapter/channel_prefix.rb});
 * every name of the bridges begins with the key prefix.
 *
 * @param publications the channel that carries publications to every bridge
 * @param probe the channel on which this bridge probes whether Redis delivers
 */
record RedisNames(String railsPrefix, String ownPrefix, String publications, String probe) {
  /** The channel between Rails' own processes; it carries no stream. */
  private static final String RAILS_INTERNAL = "_action_cable_internal";

  RedisNames(RedisConfig config, String node) {
    this(
        config.channelPrefix().isEmpty() ? "" : config.channelPrefix() + ":",
        config.keyPrefix() + ":",
        config.keyPrefix() + ":publications",
        config.keyPrefix() + ":canary:" + node);
  }

  /**
   * The channel on which Rails broadcasts a stream; null for a name that would denote a channel of
   * the bridges or of Rails' own processes: a subscriber of {@code cable-bridge:publications} would
   * receive every stream.
   */
  @Nullable String railsChannel(String stream) {
    String channel = railsPrefix + stream;
    boolean internal = channel.startsWith(ownPrefix) || channel.equals(RAILS_INTERNAL);
    return internal ? null : channel;
  }

  String stream(String railsChannel) {
    return railsChannel.substring(railsPrefix.length());
  }

  /** The hash with a stream's epoch and newest offset. */
  String numbering(String stream) {
    return ownPrefix + "numbering:" + stream;
  }

  /** The Redis Stream with a stream's history. */
  String history(String stream) {
    return ownPrefix + "history:" + stream;
  }
}
