/**
 * The pages about sessions: the list with its filter and its orders, and one session in detail.
 * Depends on {@code admin.page} and on the snapshots of sessions. Start reading at {@link
 * io.cablebridge.admin.page.session.SessionList}.
 */
@NullMarked
package io.cablebridge.admin.page.session;

import org.jspecify.annotations.NullMarked;
