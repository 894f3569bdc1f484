/**
 * Doubles of the programs outside the bridge, for the tests of every module: Rails and a browser.
 *
 * <p>Start reading at {@link io.cablebridge.fake.FakeRails}: a real WebSocket server on a real
 * socket, which implements Action Cable as Rails does and misbehaves on order. Depends on Jetty's
 * server and on no class of the product, so that both cannot be wrong in the same way.
 */
@NullMarked
package io.cablebridge.fake;

import org.jspecify.annotations.NullMarked;
