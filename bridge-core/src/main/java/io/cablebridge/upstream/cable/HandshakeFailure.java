package io.cablebridge.upstream.cable;

/**
 * How a WebSocket handshake with Rails failed.
 *
 * @param status of the HTTP response; 0 without one
 * @param originRefused whether the body is what Rails answers to an Origin that it does not accept
 */
record HandshakeFailure(int status, boolean originRefused, Throwable cause) {}
