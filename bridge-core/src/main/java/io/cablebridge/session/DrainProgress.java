package io.cablebridge.session;

import java.time.Duration;

/**
 * How far a {@link Drain} has come.
 *
 * @param draining whether no new sessions are taken, be it by a drain or at the end of the process
 * @param sessionsAtBegin how many lived when it began; 0 before
 * @param sessionsLeft how many live now
 * @param elapsed since it began; zero before
 * @param limit when all will have been told to go, counted from its beginning
 */
public record DrainProgress(
    boolean draining, int sessionsAtBegin, int sessionsLeft, Duration elapsed, Duration limit) {}
