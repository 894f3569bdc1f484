package io.cablebridge.config;

import io.cablebridge.setting.RawValue;

/**
 * One key and its value as a source gives them.
 *
 * @param key the dotted key; it may be unknown
 * @param origin the place, for an operator: {@code --linger}, {@code bridge.yml:12}
 */
record ConfigEntry(String key, RawValue value, String origin) {}
