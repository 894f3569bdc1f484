package io.cablebridge.config;

/**
 * A setting as it is in force, for an operator.
 *
 * @param value secrets masked, without the query of a URL
 * @param origin where it was set
 * @param fallback what would hold if it were not set
 * @param reloadable whether a running bridge takes over another value
 */
public record EffectiveSetting(
    String key, String value, String origin, String fallback, boolean reloadable) {}
