/**
 * Whether the bridge is ready for new clients, and the problems if it is not: a list of checks that
 * both servers ask.
 *
 * <p>Depends on {@code time} and on the parts it checks: {@code session}, {@code stream} and {@code
 * upstream.cable}, and on {@code metric}. Start reading at {@link io.cablebridge.health.Readiness}.
 */
@NullMarked
package io.cablebridge.health;

import org.jspecify.annotations.NullMarked;
