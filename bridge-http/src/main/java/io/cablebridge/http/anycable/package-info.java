/**
 * AnyCable's SSE endpoint, {@code /events}, and its tokens (JWT). Depends on {@code http.exchange},
 * {@code http.sse}, {@code http.session}, and the engine's sessions and streams. Start reading at
 * {@link io.cablebridge.http.anycable.AnyCableHandler}.
 */
@NullMarked
package io.cablebridge.http.anycable;

import org.jspecify.annotations.NullMarked;
