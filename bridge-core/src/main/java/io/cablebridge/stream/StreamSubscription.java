package io.cablebridge.stream;

/** A subscription to one stream, until it is cancelled. Thread-safe. */
public interface StreamSubscription {

  /** Ends it. A message in delivery may still arrive. Calling it again does nothing. */
  void cancel();
}
