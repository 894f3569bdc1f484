/**
 * Building blocks with a bound, for any subject: a ring of numbered entries, a budget of bytes, a
 * limit on asynchronous operations. They know nothing of sessions or streams; both use them, and
 * neither may depend on the other, which is why they have a room of their own. Depends on {@code
 * time}. Start reading at {@link io.cablebridge.bounded.Ring}.
 */
@NullMarked
package io.cablebridge.bounded;

import org.jspecify.annotations.NullMarked;
