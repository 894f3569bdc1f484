/**
 * The engine as a whole: {@link io.cablebridge.engine.Engine}, the face that the public server and
 * the console get, and how Dagger builds its parts. Depends on all other rooms of this module; none
 * of them depends on it. Start reading at {@link io.cablebridge.engine.Engine}.
 */
@NullMarked
package io.cablebridge.engine;

import org.jspecify.annotations.NullMarked;
