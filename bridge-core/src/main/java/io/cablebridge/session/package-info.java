/**
 * The engine: sessions, their backlogs and subscriptions, and who reads them. Knows {@code
 * protocol} and {@code time}; neither HTTP, Jetty nor Redis. Start reading at {@link
 * io.cablebridge.session.Session}.
 */
@NullMarked
package io.cablebridge.session;

import org.jspecify.annotations.NullMarked;
