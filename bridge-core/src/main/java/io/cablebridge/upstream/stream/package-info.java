/**
 * Streams as an upstream of sessions. Knows {@code session} and {@code stream}; start reading at
 * {@link io.cablebridge.upstream.stream.StreamUpstream}.
 */
@NullMarked
package io.cablebridge.upstream.stream;

import org.jspecify.annotations.NullMarked;
