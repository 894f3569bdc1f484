package io.cablebridge.stream;

/** A reader's interest in a stream, until it is cancelled. Thread-safe. */
public interface StreamSubscription {

  /** Ends it; what is under way may still arrive. Doing so twice does nothing. */
  void cancel();
}
