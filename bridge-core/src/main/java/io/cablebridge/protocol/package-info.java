/** Values of the two wires. */
@NullMarked
package io.cablebridge.protocol;

import org.jspecify.annotations.NullMarked;
