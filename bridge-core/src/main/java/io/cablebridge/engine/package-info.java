/**
 * How the engine is put together for Dagger. Knows the other packages of this module; none of them
 * knows it.
 */
@NullMarked
package io.cablebridge.engine;

import org.jspecify.annotations.NullMarked;
