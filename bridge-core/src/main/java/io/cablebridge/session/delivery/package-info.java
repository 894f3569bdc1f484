/**
 * The way of an event to its listeners: the backlog, a cursor for each listener, what is handed to
 * it, and the state of the session that decides how long all of it lives. Depends on {@code
 * session.diagnostics}. Start reading at {@link io.cablebridge.session.delivery.Outbox}.
 */
@NullMarked
package io.cablebridge.session.delivery;

import org.jspecify.annotations.NullMarked;
