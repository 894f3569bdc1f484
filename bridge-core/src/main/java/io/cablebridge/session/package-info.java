/**
 * Sessions: one client's conversation, from its opening to its end. A session owns one instance of
 * each part in {@code session.command}, {@code session.delivery} and {@code session.diagnostics};
 * none of these rooms depends on this one. Depends on no HTTP, Jetty or Redis. Start reading at
 * {@link io.cablebridge.session.Session}.
 */
@NullMarked
package io.cablebridge.session;

import org.jspecify.annotations.NullMarked;
