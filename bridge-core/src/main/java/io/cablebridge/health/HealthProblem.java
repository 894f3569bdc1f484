package io.cablebridge.health;

import java.time.Instant;

/**
 * A current problem.
 *
 * @param reason its name for programs, such as {@code upstream_away}, from a fixed set
 * @param text its description for an operator; constant while the problem lasts
 */
public record HealthProblem(String reason, String text, Instant since) {}
