package io.cablebridge.stream.local;

/** What a broker keeps in its {@link StreamRegistry} for one stream. */
public interface RegisteredStream {

  /** The stream; always the same. */
  LocalStream stream();
}
