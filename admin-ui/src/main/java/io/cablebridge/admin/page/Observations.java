package io.cablebridge.admin.page;

import io.cablebridge.monitoring.Incident;
import io.cablebridge.monitoring.LimitUse;
import io.cablebridge.monitoring.Sample;
import io.cablebridge.monitoring.UpstreamSnapshot;
import io.cablebridge.session.diagnostics.SessionDetail;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * What the engine has observed for the operator, asked when a page wants it.
 *
 * @param trends the last hour, oldest first
 * @param peakSessions the most that lived at once
 * @param incidents so many of the last ones, newest first
 * @param upstream how connections to Rails have gone
 * @param longestSilence how long the most silent of the open upstreams has said nothing; walks all
 * @param session one session by its short id
 * @param configuration every setting, in the order of the file
 */
public record Observations(
    Supplier<List<Sample>> trends,
    IntSupplier peakSessions,
    IntFunction<List<Incident>> incidents,
    Supplier<List<LimitUse>> limits,
    Supplier<UpstreamSnapshot> upstream,
    Supplier<Duration> longestSilence,
    Function<String, Optional<SessionDetail>> session,
    Supplier<List<ConfigurationEntry>> configuration) {}
