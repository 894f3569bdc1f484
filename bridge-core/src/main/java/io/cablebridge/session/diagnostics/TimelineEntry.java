package io.cablebridge.session.diagnostics;

import java.time.Instant;

/**
 * Something that happened to a session.
 *
 * @param what a word of a fixed set, such as {@code upstream_lost}
 * @param detail how much of it, or empty
 */
public record TimelineEntry(Instant at, String what, String detail) {}
