/**
 * The servers, programs and tools of the end-to-end tests: the bridge, Rails, Redis and Chromium as
 * child processes, free ports, requests and waiting.
 *
 * <p>{@link io.cablebridge.e2e.rig.TestBed} owns the processes of a test class. {@link
 * io.cablebridge.e2e.rig.Needs} skips a test if a program is not installed; with {@code
 * CABLE_BRIDGE_REQUIRE_REAL_PARTS=true} the test fails instead. This package depends on no other
 * package of the tests.
 */
@NullMarked
package io.cablebridge.e2e.rig;

import org.jspecify.annotations.NullMarked;
