package io.cablebridge.session.diagnostics;

/**
 * One subscription as it was at a moment.
 *
 * @param identifier what the client wrote: hostile text
 * @param state {@code asking} or {@code confirmed}
 * @param source {@code cable} or {@code stream}
 */
public record SubscriptionSnapshot(String identifier, String state, String source) {}
