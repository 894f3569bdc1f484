package io.cablebridge.upstream.cable;

import io.cablebridge.bounded.HeapBudget;
import io.cablebridge.bounded.HeapShare;
import io.cablebridge.metric.Limit;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.eclipse.jetty.util.BufferUtil;
import org.jspecify.annotations.Nullable;

/**
 * The pieces of a message from Rails whose end has not come yet. The bytes of all of them count
 * against a share of the heap, so that messages without an end cannot take the memory. A {@link
 * CableSocket} creates it with the first piece and releases it once; its selector thread alone uses
 * it.
 */
final class PartialMessage {
  /** Up to this size it is always kept: the number of sessions bounds them. */
  private static final int SMALL = 4096;

  private final CableClient client;
  private final ByteArrayOutputStream pieces = new ByteArrayOutputStream();

  PartialMessage(CableClient client) {
    this.client = client;
  }

  static HeapBudget newBudget() {
    return HeapBudget.of(HeapShare.MESSAGES);
  }

  /** Adds a piece, or returns why the connection must end instead. */
  @Nullable String add(ByteBuffer piece) {
    int size = pieces.size() + piece.remaining();
    HeapBudget budget = client.partialMessages();
    if (size > client.config().maxFrame()) {
      return client.messageTooLarge(size);
    }
    if (size > SMALL && budget.isExceeded()) {
      budget.countDropped();
      return "memory";
    }
    budget.add(piece.remaining());
    pieces.writeBytes(BufferUtil.toArray(piece));
    return null;
  }

  ByteBuffer whole() {
    return ByteBuffer.wrap(pieces.toByteArray());
  }

  void release() {
    client.partialMessages().add(-pieces.size());
  }

  /** As the console lists it. */
  static Limit asLimit(HeapBudget budget) {
    return new Limit(
        HeapShare.MESSAGES.key(),
        "Bytes of the messages from Rails whose end has not come yet"
            + HeapShare.MESSAGES.ofHeap()
            + "; more end their connection, and the bridge connects again.",
        budget::limit,
        budget::held,
        budget::dropped,
        "bytes");
  }
}
