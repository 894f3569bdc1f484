/**
 * The first page: totals, rates, the last hour, incidents and the sessions that need attention.
 * Depends on {@code admin.page}, {@code admin.page.session} and the engine's snapshots. Start
 * reading at {@link io.cablebridge.admin.page.overview.Overview}.
 */
@NullMarked
package io.cablebridge.admin.page.overview;

import org.jspecify.annotations.NullMarked;
