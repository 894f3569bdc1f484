package io.cablebridge.session;

import static io.cablebridge.setting.Reload.AT_ONCE;
import static io.cablebridge.setting.Reload.NEW_SESSIONS;

import io.cablebridge.setting.Description;
import io.cablebridge.setting.Setting;
import java.time.Duration;

/** Limits and lifetime of a session; keys below {@code session.} */
public record SessionConfig(
    @Setting(
            key = "session.linger",
            defaultValue = "30s",
            range = "0s to 1h",
            reload = NEW_SESSIONS)
        @Description(
            "How long the bridge keeps a session without a listener. 0: the session ends with its"
                + " last listener.")
        Duration linger,
    @Setting(key = "session.allow-reuse", defaultValue = "false", reload = NEW_SESSIONS)
        @Description("Allows several listeners on one session at the same time.")
        boolean allowReuse,
    @Setting(
            key = "session.queue-events",
            defaultValue = "256",
            range = "1 to 1000000",
            notAbove = "session.max-queue-events",
            reload = NEW_SESSIONS)
        @Description(
            "Undelivered events that a session keeps unless a poll requests another number.")
        int queueEvents,
    @Setting(
            key = "session.max-queue-events",
            defaultValue = "4096",
            range = "1 to 1000000",
            reload = NEW_SESSIONS)
        @Description("The largest number that a poll may request with `poll-queue`.")
        int maxQueueEvents,
    @Setting(
            key = "session.queue-bytes",
            defaultValue = "1MiB",
            range = "4KiB to 1GiB",
            bytes = true,
            reload = NEW_SESSIONS)
        @Description(
            "Undelivered bytes that a session keeps, whatever the number of events. Multiplied by"
                + " `session.max-sessions` it is the worst case that the log names at the start."
                + " All backlogs together never hold more than a fifth of the heap; beyond that"
                + " they drop their oldest events.")
        int queueBytes,
    @Setting(
            key = "session.max-sessions",
            defaultValue = "10000",
            range = "1 to 10000000",
            reload = AT_ONCE)
        @Description("Sessions that are open at the same time. More are refused with 429.")
        int maxSessions,
    @Setting(
            key = "session.max-per-address",
            defaultValue = "0",
            range = "0 to 10000000",
            reload = AT_ONCE)
        @Description(
            "Sessions of one client address that are open at the same time. More are refused with"
                + " 429; a session that exists goes on. 0: no limit, because a whole office may"
                + " have one address. Behind a proxy it needs `http.trusted-proxies`.")
        int maxPerAddress,
    @Setting(
            key = "session.max-subscriptions",
            defaultValue = "100",
            range = "1 to 10000",
            reload = NEW_SESSIONS)
        @Description("Subscriptions of one session. More are refused.")
        int maxSubscriptions,
    @Setting(
            key = "session.tombstone",
            defaultValue = "60s",
            range = "0s to 1h",
            reload = NEW_SESSIONS)
        @Description(
            "How long the bridge remembers an ended session, so that it can stop a returning"
                + " `EventSource` from reconnecting. 0: not at all.")
        Duration tombstone) {

  public SessionConfig withAtMost(int sessions) {
    return new SessionConfig(
        linger,
        allowReuse,
        queueEvents,
        maxQueueEvents,
        queueBytes,
        Math.min(maxSessions, sessions),
        maxPerAddress,
        maxSubscriptions,
        tombstone);
  }
}
