package io.cablebridge.monitoring;

/**
 * A {@link io.cablebridge.metric.Limit} and its use at one moment.
 *
 * @param limit zero if there is none
 * @param used -1 if it bounds each of many things
 */
public record LimitUse(
    String key, String meaning, long limit, long used, long hits, long hitsLastHour, String unit) {}
