/**
 * What an operator sees of a session: its last activities and frames, and snapshots. Depends on
 * {@code protocol} and on a JSON parser. Start reading at {@link
 * io.cablebridge.session.diagnostics.SessionSnapshot}.
 */
@NullMarked
package io.cablebridge.session.diagnostics;

import org.jspecify.annotations.NullMarked;
