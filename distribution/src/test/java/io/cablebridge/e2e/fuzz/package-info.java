/**
 * Random requests to both servers of a bridge process. They are made from a seed, which a failure
 * prints. Start reading at {@link io.cablebridge.e2e.fuzz.RequestFuzzIT}.
 */
@NullMarked
package io.cablebridge.e2e.fuzz;

import org.jspecify.annotations.NullMarked;
