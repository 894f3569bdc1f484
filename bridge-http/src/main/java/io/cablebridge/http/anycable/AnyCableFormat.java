package io.cablebridge.http.anycable;

/**
 * In which form a reader of {@code /events} wants messages.
 *
 * @param raw nothing but messages: no welcome, no confirmation, no ping (a comment instead)
 * @param unwrapped a message alone (GET), not the object around it (POST)
 */
record AnyCableFormat(boolean raw, boolean unwrapped) {}
