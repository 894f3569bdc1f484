package io.cablebridge.bench;

import io.cablebridge.bench.probe.BridgeUnderTest;
import java.io.IOException;
import java.util.List;

/** Who publishes on the stream that everybody reads. Closing it ends what it has started. */
interface StreamPublisher extends AutoCloseable {

  /** The settings that make the bridge hear it. */
  List<String> settings();

  /** Publishes one JSON value. */
  void publish(BridgeUnderTest bridge, String stream, String json) throws IOException;

  @Override
  void close();
}
