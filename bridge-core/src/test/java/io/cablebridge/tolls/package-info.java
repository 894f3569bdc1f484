/** Counts what one message costs on its way: locks and readings of the clock. */
@NullMarked
package io.cablebridge.tolls;

import org.jspecify.annotations.NullMarked;
