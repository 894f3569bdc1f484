package io.cablebridge.admin.page;

import io.cablebridge.protocol.UpstreamState;
import io.cablebridge.session.diagnostics.ReadBy;
import io.cablebridge.session.diagnostics.SessionCounts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The words for transports and states in addresses and on pages, in the order of the pages. */
public final class SessionWords {
  public static final List<UpstreamState> LIVE_STATES =
      List.of(UpstreamState.OPEN, UpstreamState.CONNECTING, UpstreamState.RECONNECTING);

  public static final List<String> TRANSPORTS =
      Stream.of(ReadBy.values()).map(ReadBy::text).toList();

  public static final String ENDED = UpstreamState.CLOSED.text();

  /** The live states, then {@link #ENDED}. */
  public static final List<String> STATES =
      Stream.concat(LIVE_STATES.stream().map(UpstreamState::text), Stream.of(ENDED)).toList();

  private SessionWords() {}

  public static Map<String, Integer> upstreams(SessionCounts counts) {
    Map<String, Integer> upstreams = new LinkedHashMap<>();
    LIVE_STATES.forEach(state -> upstreams.put(state.text(), counts.get(state)));
    return upstreams;
  }
}
