/**
 * What an operator sees of a session: traces and snapshots. Start reading at {@link
 * io.cablebridge.session.diagnostics.SessionSnapshot}.
 */
@NullMarked
package io.cablebridge.session.diagnostics;

import org.jspecify.annotations.NullMarked;
