package io.cablebridge.protocol;

/** Something that is carried to clients as it came: the bytes of one JSON value. */
public interface Payload {

  /** The bytes; the very ones that came. */
  Slice json();

  /** Bytes of memory that holding it costs its holder alone. */
  int held();
}
