package io.cablebridge.upstream;

import io.cablebridge.protocol.JsonText;
import io.cablebridge.session.command.CommandLock;
import io.cablebridge.session.command.Handshake;
import io.cablebridge.session.command.Upstream;
import io.cablebridge.session.command.UpstreamSink;
import io.cablebridge.stream.StreamBroker;
import io.cablebridge.stream.name.StreamResolver;
import io.cablebridge.stream.name.StreamTarget;
import io.cablebridge.upstream.cable.CableClient;
import io.cablebridge.upstream.cable.CableUpstream;
import io.cablebridge.upstream.stream.StreamUpstream;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * Creates the two upstreams of each session: its connection to Rails, and its streams. One for the
 * process; thread-safe.
 */
@Singleton
public final class UpstreamFactory implements Upstream.Factory {
  private final CableClient cables;
  private final StreamBroker broker;
  private final StreamResolver names;

  @Inject
  public UpstreamFactory(CableClient cables, StreamBroker broker, StreamResolver names) {
    this.cables = cables;
    this.broker = broker;
    this.names = names;
  }

  @Override
  public StreamTarget resolve(JsonText identifier) {
    return names.of(identifier);
  }

  @Override
  public @Nullable Upstream cable(
      UpstreamSink sink, CommandLock commands, @Nullable Handshake handshake) {
    return handshake == null || !handshake.goesToRails()
        ? null
        : new CableUpstream(sink, commands, handshake, cables);
  }

  @Override
  public boolean streamsAreDelivered() {
    return broker.health().delivers();
  }

  @Override
  public Upstream streams(UpstreamSink sink, CommandLock commands) {
    return new StreamUpstream(sink, commands, broker);
  }
}
