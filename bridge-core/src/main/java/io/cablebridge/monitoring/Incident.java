package io.cablebridge.monitoring;

import java.time.Instant;

/** Something that an operator should see; the text is the bridge's own, never a client's. */
public record Incident(Instant at, Severity severity, String text) {}
