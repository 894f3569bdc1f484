package io.cablebridge.health;

import java.time.Instant;

/**
 * Something that is wrong.
 *
 * @param reason its name for machines, such as {@code upstream_away}; one of a fixed few
 * @param text what is wrong, for an operator; the same words as long as it lasts
 * @param since when it began
 */
public record HealthProblem(String reason, String text, Instant since) {}
