package io.cablebridge.fake;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An upgrade request that reached {@link FakeRails}, accepted or not. Header names are in lower
 * case, values in the order of their lines.
 *
 * @param query the raw query string, or empty
 */
public record ReceivedHandshake(
    Instant at, String path, String query, Map<String, List<String>> headers) {

  public ReceivedHandshake {
    headers = Map.copyOf(headers);
  }

  /** The values of all lines of that name. */
  public List<String> values(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
  }

  /** The value of the first line of that name. */
  public Optional<String> header(String name) {
    return values(name).stream().findFirst();
  }
}
