/**
 * Counting that more than one room uses. Depends on nothing of ours. Start reading at {@link
 * io.cablebridge.metric.LatencyHistogram}.
 */
@NullMarked
package io.cablebridge.metric;

import org.jspecify.annotations.NullMarked;
