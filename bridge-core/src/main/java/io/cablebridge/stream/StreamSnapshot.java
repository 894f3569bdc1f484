package io.cablebridge.stream;

/**
 * One stream, as the console shows it.
 *
 * @param readers who read it now
 * @param messages how many it has carried since its first reader came
 * @param held how many its history holds
 * @param heldBytes what these hold, in bytes
 */
public record StreamSnapshot(String name, int readers, long messages, int held, long heldBytes) {}
