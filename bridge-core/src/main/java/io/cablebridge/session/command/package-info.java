/**
 * The way of a command: subscriptions, replies, and POSTs put back into their order. Depends on
 * {@code protocol} and {@code time}. Start reading at {@link
 * io.cablebridge.session.command.Subscription}.
 */
@NullMarked
package io.cablebridge.session.command;

import org.jspecify.annotations.NullMarked;
