package io.cablebridge.monitoring;

import java.time.Instant;

/**
 * Something that an operator should know of.
 *
 * @param severity {@code note}, {@code warning} or {@code alarm}
 * @param text one sentence, in our own words
 */
public record Incident(Instant at, String severity, String text) {}
