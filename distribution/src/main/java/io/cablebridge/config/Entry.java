package io.cablebridge.config;

/**
 * One key with its value, as one source gave them.
 *
 * @param key the dotted key, perhaps unknown
 * @param value as it was written
 * @param origin where it was written
 */
record Entry(String key, RawValue value, Origin origin) {}
