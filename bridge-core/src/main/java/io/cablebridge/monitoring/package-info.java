/**
 * What an operator is shown of the last hour: samples, incidents, the use of limits. Reads the
 * other packages of the engine and changes nothing in them; none of them knows it. Start with
 * {@link io.cablebridge.monitoring.Trends}.
 */
@NullMarked
package io.cablebridge.monitoring;

import org.jspecify.annotations.NullMarked;
