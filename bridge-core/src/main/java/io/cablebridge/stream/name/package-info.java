/**
 * Names of streams: which stream an identifier names, and the proof that the client may read it.
 * Depends on {@code protocol}, {@code secret} and Jackson's parser. Start reading at {@link
 * io.cablebridge.stream.name.StreamResolver}.
 */
@NullMarked
package io.cablebridge.stream.name;

import org.jspecify.annotations.NullMarked;
