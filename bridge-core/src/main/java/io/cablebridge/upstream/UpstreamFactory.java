package io.cablebridge.upstream;

import io.cablebridge.protocol.JsonText;
import io.cablebridge.session.Handshake;
import io.cablebridge.session.Session;
import io.cablebridge.session.Upstream;
import io.cablebridge.session.command.CommandLock;
import io.cablebridge.stream.StreamBroker;
import io.cablebridge.stream.name.StreamResolver;
import io.cablebridge.stream.name.StreamTarget;
import io.cablebridge.upstream.cable.CableClient;
import io.cablebridge.upstream.stream.StreamUpstream;
import org.jspecify.annotations.Nullable;

/**
 * Creates the two upstreams of each session: its connection to Rails, and its streams. One for the
 * process; thread-safe.
 */
public final class UpstreamFactory implements Upstream.Factory {
  private final CableClient cables;
  private final StreamBroker broker;
  private final StreamResolver names;

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
      Session session, CommandLock commands, @Nullable Handshake handshake) {
    return handshake == null || !handshake.goesToRails()
        ? null
        : cables.create(session, commands, handshake);
  }

  @Override
  public Upstream streams(Session session, CommandLock commands) {
    return new StreamUpstream(session, commands, broker);
  }
}
