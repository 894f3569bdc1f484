/**
 * The two clocks and the one timer thread; replaced as a whole by a fake one in tests. Depends on
 * nothing of ours.
 */
@NullMarked
package io.cablebridge.time;

import org.jspecify.annotations.NullMarked;
