/**
 * Streams as this node holds them, whichever broker carries them: each with a queue of its own, all
 * in one registry that evicts what is no longer used. The broker without a server is here, too.
 * Depends on {@code stream}, {@code stream.fanout}, {@code stream.catchup}, {@code protocol},
 * {@code bounded}, {@code metric} and {@code time}. Start reading at {@link
 * io.cablebridge.stream.local.LocalStream}.
 */
@NullMarked
package io.cablebridge.stream.local;

import org.jspecify.annotations.NullMarked;
