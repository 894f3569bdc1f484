package io.cablebridge.monitoring;

/**
 * A limit and its use at one moment.
 *
 * @param key the configuration key that changes it
 * @param meaning what it bounds, for an operator
 * @param limit zero if there is none
 * @param used how much of it is in use; -1 if it bounds each of many things
 * @param hits times since the start that it refused, discarded or delayed something
 * @param unit {@code ""}, {@code bytes}, {@code seconds} or {@code per second}
 */
public record LimitUse(
    String key, String meaning, long limit, long used, long hits, long hitsLastHour, String unit) {}
