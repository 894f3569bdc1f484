/**
 * The parts of {@code cable-bridge demo}, which needs no Rails: a small Action Cable server, and a
 * chat page that uses it through the bridge. To the bridge it is a server like any other: depends
 * on Jetty and Jackson and on no other package. Start reading at {@link
 * io.cablebridge.demo.DemoCable} and {@link io.cablebridge.demo.DemoPages}.
 */
@NullMarked
package io.cablebridge.demo;

import org.jspecify.annotations.NullMarked;
