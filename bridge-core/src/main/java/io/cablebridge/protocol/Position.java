package io.cablebridge.protocol;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a client is: {@code <offset>/<epoch>}, for example {@code 41/2GxQ…}; the text of SSE {@code
 * id:} lines, of {@code Last-Event-ID} and of {@code after=}. The offset is the {@code msg_id} of
 * the last event it has, 0 before the first; the epoch is the {@code session_id}, without which an
 * offset proves nothing.
 */
public record Position(long offset, String epoch) {
  private static final Pattern TEXT = Pattern.compile("([0-9]{1,18})/(.+)", Pattern.DOTALL);
  private static final int MAX_LENGTH = 200;

  /** Reads the text of a position; null when it is none. */
  public static @Nullable Position parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    return text.length() <= MAX_LENGTH && matcher.matches()
        ? new Position(Long.parseLong(matcher.group(1)), matcher.group(2))
        : null;
  }

  @Override
  public String toString() {
    return offset + "/" + epoch;
  }
}
