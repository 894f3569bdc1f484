/**
 * End-to-end tests. They run the unpacked tarball as an operator does, between a real Rails with
 * Action Cable and clients that use only sockets, HTTP and event streams.
 *
 * <p>Start reading at {@link io.cablebridge.e2e.rig.TestBed}, which starts and ends the servers of
 * a test class. The packages: {@code rig} holds the processes and the tools of every test, {@code
 * client} the clients, and {@code session}, {@code stream}, {@code console}, {@code operations},
 * {@code proxy}, {@code secrets} and {@code examples} the tests by subject. The Rails application
 * is in {@code src/test/rails}.
 */
@NullMarked
package io.cablebridge.e2e;

import org.jspecify.annotations.NullMarked;
