/**
 * Strangers and servers that misbehave all at once, beside clients that do not: none of these loses
 * anything, and the process stays within its memory. Start reading at {@link
 * io.cablebridge.e2e.fault.CombinedAttackIT}.
 */
@NullMarked
package io.cablebridge.e2e.fault;

import org.jspecify.annotations.NullMarked;
