/**
 * Values of the two wires: JSON text that is carried and not understood, frames of Action Cable,
 * commands of clients, positions. Depends on nothing of ours. Start reading at {@link
 * io.cablebridge.protocol.CableCodec}.
 */
@NullMarked
package io.cablebridge.protocol;

import org.jspecify.annotations.NullMarked;
