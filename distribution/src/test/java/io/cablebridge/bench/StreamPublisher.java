package io.cablebridge.bench;

import io.cablebridge.bench.probe.BridgeUnderTest;
import java.io.IOException;
import java.util.List;

/**
 * Publishes on the stream that all connections of the load client read. Closing it ends what it
 * started.
 */
interface StreamPublisher extends AutoCloseable {

  /** The settings that connect the bridge to it. */
  List<String> settings();

  /** Publishes one JSON value. */
  void publish(BridgeUnderTest bridge, String stream, String json) throws IOException;

  @Override
  void close();
}
