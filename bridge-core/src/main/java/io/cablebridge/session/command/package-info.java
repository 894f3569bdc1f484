/**
 * The way of a command: the subscriptions of a session with their transitions, its two upstreams,
 * and POSTs put back into their order. Upstreams report to {@link
 * io.cablebridge.session.command.Subscriptions}. Depends on {@code session.delivery}, {@code
 * session.diagnostics} and {@code stream.name}. Start reading at {@link
 * io.cablebridge.session.command.SessionCommands}.
 */
@NullMarked
package io.cablebridge.session.command;

import org.jspecify.annotations.NullMarked;
