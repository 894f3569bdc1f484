/**
 * The session API: event streams, long polls, and the POSTs that carry commands. Depends on {@code
 * http.exchange}, {@code http.request}, {@code http.sse}, and the engine's sessions. Start reading
 * at {@link io.cablebridge.http.session.SessionHandler}, then at {@link
 * io.cablebridge.http.session.SessionResolver}, which every request to a session passes.
 */
@NullMarked
package io.cablebridge.http.session;

import org.jspecify.annotations.NullMarked;
