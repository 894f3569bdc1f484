/**
 * The way of an event to its readers: the backlog, its budget, the listener and what it is given.
 * Depends on {@code protocol}, {@code time} and {@code session.command}. Start reading at {@link
 * io.cablebridge.session.delivery.Listener}.
 */
@NullMarked
package io.cablebridge.session.delivery;

import org.jspecify.annotations.NullMarked;
