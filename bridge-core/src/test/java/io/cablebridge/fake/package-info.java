/**
 * Stand-ins for the world outside, for the tests of every module.
 *
 * <p>Start reading at {@link io.cablebridge.fake.FakeRails}: a real WebSocket server on a real
 * socket, which speaks Action Cable as Rails does and misbehaves on order. Depends on Jetty's
 * server and on nothing of the product, so that both cannot be wrong in the same way.
 */
@NullMarked
package io.cablebridge.fake;

import org.jspecify.annotations.NullMarked;
