package io.cablebridge.stream.redis;

import org.jspecify.annotations.Nullable;

/**
 * The names of channels and keys in Redis. Rails' channel of a stream is {@code <channel
 * prefix>:<name>}, or the name itself (Rails: {@code subscription_adapter/channel_prefix.rb});
 * every name of the bridges begins with the key prefix. Immutable.
 */
final class RedisNames {
  /** The channel between Rails' own processes; it carries no stream. */
  private static final String RAILS_INTERNAL = "_action_cable_internal";

  private final String railsPrefix;
  private final String ownPrefix;
  private final String node;

  RedisNames(RedisConfig config, String node) {
    this.railsPrefix = config.channelPrefix().isEmpty() ? "" : config.channelPrefix() + ":";
    this.ownPrefix = config.keyPrefix() + ":";
    this.node = node;
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

  /** The channel that carries publications to every bridge. */
  String publications() {
    return ownPrefix + "publications";
  }

  /** The channel on which this bridge probes whether Redis delivers. */
  String probe() {
    return ownPrefix + "canary:" + node;
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
