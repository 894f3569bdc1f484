package io.cablebridge.http.anycable;

/**
 * The form in which a client of {@code /events} receives messages.
 *
 * @param raw messages only: no welcome, no confirmation, and a comment in place of a ping
 * @param unwrapped the message alone (GET), without the object around it (POST)
 */
record AnyCableFormat(boolean raw, boolean unwrapped) {}
