/**
 * What the tests of this module share: a whole bridge on a free port, clients of it, and generators
 * of random input. Start reading at {@link io.cablebridge.http.rig.RunningBridge}.
 */
@NullMarked
package io.cablebridge.http.rig;

import org.jspecify.annotations.NullMarked;
