/**
 * Whether the bridge is ready for new clients: a list of checks that both servers ask. Depends on
 * {@code time}, {@code metric} and the parts it checks: {@code session}, {@code stream} and {@code
 * upstream.cable}. Start reading at {@link io.cablebridge.health.Readiness}.
 */
@NullMarked
package io.cablebridge.health;

import org.jspecify.annotations.NullMarked;
