/**
 * End-to-end tests of streams: {@code GET /events}, history, and the Redis broker against a real
 * Redis.
 */
@NullMarked
package io.cablebridge.e2e.stream;

import org.jspecify.annotations.NullMarked;
