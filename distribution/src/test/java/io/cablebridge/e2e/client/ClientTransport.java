package io.cablebridge.e2e.client;

import io.cablebridge.e2e.rig.BridgeProcess;

/** The transport of a client; most tests run once for each. */
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

  /** Opens the session and receives its events until closed. */
  public abstract ListeningClient listen(BridgeProcess bridge, String id, String... headers);
}
