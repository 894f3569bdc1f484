package io.cablebridge.admin;

import java.util.function.Predicate;

/**
 * All that an operator can do from the console. Each is called on a thread of the console and
 * returns at once; what it begins may take longer.
 *
 * @param end ends the session of this short id; false if there is none
 * @param reconnect connects its upstream anew; false if there is none
 * @param drain begins to send all clients elsewhere; a second call changes nothing
 */
public record Actions(Predicate<String> end, Predicate<String> reconnect, Runnable drain) {}
