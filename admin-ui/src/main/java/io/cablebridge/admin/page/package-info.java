/**
 * What the console's pages show: one record for each page, the values they share (times, byte
 * counts, labels of channels), the parameters of their addresses, and the templates. Depends on the
 * engine's snapshots. The overview and the sessions have rooms of their own below. Start reading at
 * {@link io.cablebridge.admin.page.LimitsView}.
 */
@NullMarked
package io.cablebridge.admin.page;

import org.jspecify.annotations.NullMarked;
