package io.cablebridge.e2e;

/** How a client hears; most tests run once for each. */
enum Transport {
  SSE {
    @Override
    Listening listen(BridgeProcess bridge, String id, String... headers) {
      return new SseClient(bridge, id, headers).connect();
    }
  },
  POLL {
    @Override
    Listening listen(BridgeProcess bridge, String id, String... headers) {
      return PollLoop.start(new PollClient(bridge, id, headers));
    }
  };

  /** Opens the session and goes on listening until closed. */
  abstract Listening listen(BridgeProcess bridge, String id, String... headers);
}
