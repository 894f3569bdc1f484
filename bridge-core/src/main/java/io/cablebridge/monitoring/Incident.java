package io.cablebridge.monitoring;

import java.time.Instant;

/**
 * Something that an operator should see.
 *
 * @param text one sentence of the bridge's own; never a client's text
 */
public record Incident(Instant at, Severity severity, String text) {}
