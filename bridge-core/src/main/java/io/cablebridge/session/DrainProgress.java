package io.cablebridge.session;

import java.time.Duration;

/**
 * The progress of a {@link Drain}.
 *
 * @param draining whether new sessions are refused, by a drain or at the end of the process
 * @param sessionsAtBegin live sessions when it began; 0 before
 * @param sessionsLeft live sessions now
 * @param elapsed time since it began, of {@code limit}; zero before
 */
public record DrainProgress(
    boolean draining, int sessionsAtBegin, int sessionsLeft, Duration elapsed, Duration limit) {}
