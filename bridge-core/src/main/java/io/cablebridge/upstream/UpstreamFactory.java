package io.cablebridge.upstream;

import io.cablebridge.session.Handshake;
import io.cablebridge.session.Session;
import io.cablebridge.session.Upstream;
import io.cablebridge.stream.StreamBroker;
import io.cablebridge.stream.name.StreamResolver;
import io.cablebridge.upstream.cable.CableClient;
import io.cablebridge.upstream.stream.StreamUpstream;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Makes the upstream of each session. Thread-safe, one for the process. */
public final class UpstreamFactory implements Upstream.Factory {
  private final CableClient cables;
  private final StreamBroker broker;
  private final StreamResolver names;
  private final Executor executor;

  public UpstreamFactory(
      CableClient cables, StreamBroker broker, StreamResolver names, Executor executor) {
    this.cables = cables;
    this.broker = broker;
    this.names = names;
    this.executor = executor;
  }

  @Override
  public Upstream create(Session session, @Nullable Handshake handshake) {
    Upstream cable =
        handshake == null || !handshake.goesToRails() ? null : cables.create(session, handshake);
    return new RouterUpstream(session, cable, this);
  }

  StreamResolver names() {
    return names;
  }

  StreamUpstream streams(Session session) {
    return new StreamUpstream(session, broker, executor);
  }
}
