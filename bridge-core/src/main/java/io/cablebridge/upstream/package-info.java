/**
 * Creates the upstreams of sessions: a connection to Rails, and the streams of the process. Depends
 * on {@code session.command} and {@code stream}. Start reading at {@link
 * io.cablebridge.upstream.UpstreamFactory}.
 */
@NullMarked
package io.cablebridge.upstream;

import org.jspecify.annotations.NullMarked;
