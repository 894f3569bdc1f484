package io.cablebridge.stream;

/**
 * One stream, as the console shows it.
 *
 * @param readers its subscribers now
 * @param messages how many it has carried since its first subscriber came
 * @param held messages in its history
 */
public record StreamSnapshot(String name, int readers, long messages, int held, long heldBytes) {}
