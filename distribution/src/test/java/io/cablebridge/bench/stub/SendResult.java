package io.cablebridge.bench.stub;

/**
 * The result of an order to send messages.
 *
 * @param messages deliveries that must follow: one per message and recipient
 * @param unsent messages not written because the bridge did not read
 * @param seconds duration of the sending
 */
public record SendResult(long messages, long unsent, double seconds) {}
