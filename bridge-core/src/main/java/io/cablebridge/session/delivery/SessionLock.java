package io.cablebridge.session.delivery;

/**
 * The lock of one session's state: its outbox, state, subscriptions and diagnostics. Created by the
 * session, which hands it to its parts. It is taken last: no listener and no upstream is called, no
 * other lock is taken, and nothing is written or logged while it is held.
 */
public final class SessionLock {}
