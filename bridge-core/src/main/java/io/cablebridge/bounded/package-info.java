/**
 * Building blocks with a bound, which sessions and streams share without depending on each other: a
 * ring of numbered entries, a budget of bytes, a limit on asynchronous operations. Depends on
 * {@code time}. Start reading at {@link io.cablebridge.bounded.Ring}.
 */
@NullMarked
package io.cablebridge.bounded;

import org.jspecify.annotations.NullMarked;
