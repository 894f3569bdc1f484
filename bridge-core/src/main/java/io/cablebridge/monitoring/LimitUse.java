package io.cablebridge.monitoring;

/**
 * A limit, and what comes up to it.
 *
 * @param key of the configuration that changes it
 * @param meaning what it bounds, for an operator
 * @param limit zero if there is none
 * @param used how much of it is in use now; -1 where it bounds each of many things
 * @param hits how often something was refused, discarded or delayed by it since the start
 * @param unit {@code ""}, {@code bytes}, {@code per second}
 */
public record LimitUse(
    String key, String meaning, long limit, long used, long hits, long hitsLastHour, String unit) {}
