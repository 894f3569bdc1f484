package io.cablebridge.protocol;

/** What an event carries to clients unchanged: the bytes of one JSON value. */
public interface Payload {

  /** The value, byte by byte as its source sent it. */
  JsonText json();

  /** Bytes of memory that it costs its holder alone; 0 for what is held once for many holders. */
  int held();
}
