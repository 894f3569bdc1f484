package io.cablebridge.session.command;

/**
 * The lock that orders one session's commands, Rails' answers to them, and the assertion of all
 * subscriptions on a new connection. Created by {@link SessionCommands}, which hands it to the
 * upstreams; they guard their own state with it. The session's own lock may be taken while it is
 * held, and never the other way round. No listener is called, and nothing is waited for, while it
 * is held.
 */
public final class CommandLock {}
