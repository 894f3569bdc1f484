package io.cablebridge.bench;

import java.io.IOException;
import java.util.List;

/** Who publishes on the stream that everybody reads. Closing it ends what it has started. */
interface StreamSource extends AutoCloseable {

  /** The settings that make the bridge hear it. */
  List<String> settings();

  /** Publishes one JSON value. */
  void publish(BridgeProcess bridge, String stream, String json) throws IOException;

  @Override
  void close();
}
