package io.cablebridge.e2e.client;

import io.cablebridge.e2e.rig.BridgeProcess;

/** How a client hears; most tests run once for each. */
public enum ClientTransport {
  SSE {
    @Override
    public ListeningClient listen(BridgeProcess bridge, String id, String... headers) {
      return new SseClient(bridge, id, headers).connect();
    }
  },
  POLL {
    @Override
    public ListeningClient listen(BridgeProcess bridge, String id, String... headers) {
      return PollLoop.start(new PollClient(bridge, id, headers));
    }
  };

  /** Opens the session and goes on listening until closed. */
  public abstract ListeningClient listen(BridgeProcess bridge, String id, String... headers);
}
