/**
 * Where the events of a session come from: its own cable, the process's streams, and the router
 * between the two. Knows {@code session}; start reading at {@link
 * io.cablebridge.upstream.RouterUpstream}.
 */
@NullMarked
package io.cablebridge.upstream;

import org.jspecify.annotations.NullMarked;
