/**
 * Whether the bridge is ready for new clients, and what is wrong if it is not: a list of checks,
 * asked by both doors and by the console.
 *
 * <p>Depends on {@code time} and on the parts that are asked: {@code session}, {@code stream} and
 * {@code upstream.cable}. Start reading at {@link io.cablebridge.health.Readiness}.
 */
@NullMarked
package io.cablebridge.health;

import org.jspecify.annotations.NullMarked;
