/**
 * Rails as an upstream: one WebSocket per session to an unmodified Action Cable server. Knows
 * {@code protocol}, {@code session} and {@code time}, and Jetty's WebSocket client. Start reading
 * at {@link io.cablebridge.upstream.cable.CableUpstream}.
 */
@NullMarked
package io.cablebridge.upstream.cable;

import org.jspecify.annotations.NullMarked;
