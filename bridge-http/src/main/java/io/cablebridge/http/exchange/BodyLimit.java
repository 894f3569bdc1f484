package io.cablebridge.http.exchange;

/**
 * The longest body that a request may have.
 *
 * @param key the setting of the limit, for the error and the counters; "fixed" if there is none
 */
public record BodyLimit(int bytes, String key) {}
