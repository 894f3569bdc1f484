package io.cablebridge.session.diagnostics;

/**
 * How many sessions live, by who reads them and by the state of their upstream.
 *
 * @param sse read by a stream, {@code poll} by a poll, {@code none} by nobody at the moment
 */
public record SessionCounts(
    int sse, int poll, int none, int open, int connecting, int reconnecting) {}
