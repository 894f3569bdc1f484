/**
 * The parts of {@code cable-bridge demo}, which needs no Rails: a small Action Cable server, and a
 * chat page that uses it through the bridge.
 *
 * <p>Start reading at {@link io.cablebridge.demo.DemoCable} and {@link
 * io.cablebridge.demo.DemoPages}. Depends on Jetty and Jackson and on no other package of the
 * bridge: to the bridge, {@code DemoCable} is a server like any other.
 */
@NullMarked
package io.cablebridge.demo;

import org.jspecify.annotations.NullMarked;
