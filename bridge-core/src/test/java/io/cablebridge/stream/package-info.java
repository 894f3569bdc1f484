/** Streams and their brokers, and {@link io.cablebridge.stream.FakeBroker} for those of others. */
@NullMarked
package io.cablebridge.stream;

import org.jspecify.annotations.NullMarked;
