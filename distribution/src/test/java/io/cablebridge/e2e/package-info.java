/**
 * The end-to-end tests: the unpacked tarball, as an operator runs it, between a real Rails with
 * Action Cable and clients that know nothing but sockets, HTTP and event streams.
 *
 * <p>Start reading at {@link io.cablebridge.e2e.Stage}, which every test has: it starts the parts,
 * and ends them. The clients ({@link io.cablebridge.e2e.SseClient}, {@link
 * io.cablebridge.e2e.PollClient}) share no code with the product, so that both cannot be wrong in
 * the same way. The Rails application is in {@code src/test/rails}. Where a part is not installed,
 * its tests are skipped and say why; with {@code CABLE_BRIDGE_REQUIRE_REAL_PARTS=true} they fail
 * instead.
 */
@NullMarked
package io.cablebridge.e2e;

import org.jspecify.annotations.NullMarked;
