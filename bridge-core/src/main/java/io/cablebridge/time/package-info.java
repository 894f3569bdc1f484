/**
 * The two clocks and the one timer thread; tests replace them by a fake. Depends on no other room.
 * Start reading at {@link io.cablebridge.time.Time}.
 */
@NullMarked
package io.cablebridge.time;

import org.jspecify.annotations.NullMarked;
