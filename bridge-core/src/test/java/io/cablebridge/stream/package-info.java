/** Doubles and values for tests of streams, of this module and of others. */
@NullMarked
package io.cablebridge.stream;

import org.jspecify.annotations.NullMarked;
