/**
 * Streams as an upstream of sessions. Depends on {@code session.command} and {@code stream}. Start
 * reading at {@link io.cablebridge.upstream.stream.StreamUpstream}.
 */
@NullMarked
package io.cablebridge.upstream.stream;

import org.jspecify.annotations.NullMarked;
