package io.cablebridge.bench.stub;

/**
 * What became of an order to send messages.
 *
 * @param messages deliveries that must follow: one for each message and who is to get it
 * @param unsent messages that could not be written because the bridge did not read
 * @param seconds how long the sending took
 */
public record SendResult(long messages, long unsent, double seconds) {}
