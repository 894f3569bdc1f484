package io.cablebridge.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Where a client is: {@code <offset>/<epoch>}, for example {@code 41/2GxQ…}; the text of SSE {@code
 * id:} lines, of {@code Last-Event-ID} and of {@code after=}. The offset is the {@code msg_id} of
 * the last event it has, 0 before the first; the epoch is the {@code session_id}, without which an
 * offset proves nothing.
 */
public record Position(long offset, String epoch) {

  /** Reads the text of a position; null when it is none. */
  public static @Nullable Position parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 1 || slash > 18 || slash == text.length() - 1 || text.length() > 200) {
      return null;
    }
    long offset = 0;
    for (int i = 0; i < slash; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return null;
      }
      offset = offset * 10 + (c - '0');
    }
    return new Position(offset, text.substring(slash + 1));
  }

  @Override
  public String toString() {
    return offset + "/" + epoch;
  }
}
