package io.cablebridge.stream;

/**
 * Receives the messages of one stream. The stream calls it from one thread at a time, never under a
 * lock; two subscribers of a stream may be called at the same time. It must not block. A failure is
 * logged and affects no other subscriber.
 */
public interface StreamSubscriber {

  /**
   * The subscription is in force. Called again when the broker is back after {@link #lost}, with
   * the messages missed in the meantime as far as they could be found.
   */
  void subscribed(CatchUpResult catchUp);

  void message(StreamMessage message);

  /** The broker is unavailable: no message follows until {@link #subscribed} is called again. */
  void lost();

  /** The broker does not permit the subscription, which has ended: nothing follows. */
  void refused(String reason);
}
