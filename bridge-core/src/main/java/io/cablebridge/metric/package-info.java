/**
 * Counters, histograms and limits, of which each part of the engine has its own. Depends on no
 * other room. Start reading at {@link io.cablebridge.metric.LatencyHistogram}.
 */
@NullMarked
package io.cablebridge.metric;

import org.jspecify.annotations.NullMarked;
