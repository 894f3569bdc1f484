/**
 * Clients of the bridge: SSE, long polling and commands, written on bare sockets and the JDK's HTTP
 * client.
 *
 * <p>They share no code with the product, so a mistake in the product cannot hide behind the same
 * mistake in its test. Start reading at {@link io.cablebridge.e2e.client.SseClient} and {@link
 * io.cablebridge.e2e.client.PollClient}.
 */
@NullMarked
package io.cablebridge.e2e.client;

import org.jspecify.annotations.NullMarked;
