/**
 * Where the events of a session come from: its own connection to Rails, and the streams of the
 * process. Depends on {@code session} and {@code stream}. Start reading at {@link
 * io.cablebridge.upstream.UpstreamFactory}.
 */
@NullMarked
package io.cablebridge.upstream;

import org.jspecify.annotations.NullMarked;
