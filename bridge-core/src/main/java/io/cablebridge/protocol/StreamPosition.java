package io.cablebridge.protocol;

/**
 * Where a reader of one stream is: the number of the last message it has, and in which numbering.
 * On the wire {@code <offset>/<epoch>/<stream>}, as AnyCable writes it.
 *
 * @param offset 1, 2, 3 … within one epoch
 * @param epoch opaque to clients, without a slash; another one proves nothing about offsets
 */
public record StreamPosition(long offset, String epoch) {}
