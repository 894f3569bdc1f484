package io.cablebridge.stream.redis;

import org.jspecify.annotations.Nullable;

/**
 * What is called how in Redis. Rails' channel of a stream is {@code <channel prefix>:<name>}, or
 * the name itself (Rails: {@code subscription_adapter/channel_prefix.rb}); everything of ours
 * begins with the key prefix. Immutable.
 */
final class RedisNames {
  /** What Rails' processes tell each other; no stream of anybody. */
  private static final String RAILS_INTERNAL = "_action_cable_internal";

  private final String railsPrefix;
  private final String ours;
  private final String node;

  RedisNames(RedisConfig config, String node) {
    this.railsPrefix = config.channelPrefix().isEmpty() ? "" : config.channelPrefix() + ":";
    this.ours = config.keyPrefix() + ":";
    this.node = node;
  }

  /**
   * The channel on which Rails broadcasts a stream; null for a name that would name a channel of
   * somebody's own: a reader of {@code cable-bridge:publications} would read every stream there is.
   */
  @Nullable String railsChannel(String stream) {
    String channel = railsPrefix + stream;
    boolean internal = channel.startsWith(ours) || channel.equals(RAILS_INTERNAL);
    return internal ? null : channel;
  }

  /** The stream that Rails broadcasts on this channel. */
  String stream(String railsChannel) {
    return railsChannel.substring(railsPrefix.length());
  }

  /** Where the bridges tell each other what was published. */
  String publications() {
    return ours + "publications";
  }

  /** Where this bridge hears itself. */
  String canary() {
    return ours + "canary:" + node;
  }

  /** The hash of a stream's numbering. */
  String numbering(String stream) {
    return ours + "numbering:" + stream;
  }

  /** The Redis Stream of a stream's history. */
  String history(String stream) {
    return ours + "history:" + stream;
  }
}
