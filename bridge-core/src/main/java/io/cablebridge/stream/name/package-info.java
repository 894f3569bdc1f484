/**
 * Names of streams: what an identifier names, and proof that the client may read it. Depends on
 * {@code protocol} and {@code secret}. Start reading at {@link
 * io.cablebridge.stream.name.StreamResolver}.
 */
@NullMarked
package io.cablebridge.stream.name;

import org.jspecify.annotations.NullMarked;
