/**
 * How one event stream is written, whatever its events look like: the response's head, the listener
 * that takes and writes, and the two ways in which the bytes leave. Depends on {@code
 * http.exchange} and sessions. A room with its own form of events implements {@link
 * io.cablebridge.http.sse.SseEncoding}. Start reading at {@link
 * io.cablebridge.http.sse.SseListener}.
 */
@NullMarked
package io.cablebridge.http.sse;

import org.jspecify.annotations.NullMarked;
