package io.cablebridge.session;

import io.cablebridge.session.command.Handshake;
import org.jspecify.annotations.Nullable;

/**
 * For which client a session is.
 *
 * @param id the events id, by which the client names the session
 * @param credentials must be equal in each later request
 * @param handshake what Rails receives of the opening request; null without Rails and request
 * @param ephemeral whether the session lives no longer than its one response: no client can return
 */
public record SessionIdentity(
    String id, Credentials credentials, @Nullable Handshake handshake, boolean ephemeral) {}
