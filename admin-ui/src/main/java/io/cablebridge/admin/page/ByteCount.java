package io.cablebridge.admin.page;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** A number of bytes. JSON carries the number; a page shows it in B, KiB or MiB. */
public record ByteCount(@JsonValue long bytes) {

  @Override
  public String toString() {
    if (bytes < 1_024) {
      return bytes + " B";
    }
    if (bytes < 1_024 * 1_024) {
      return String.format(Locale.ROOT, "%.1f KiB", bytes / 1_024.0);
    }
    return String.format(Locale.ROOT, "%.1f MiB", bytes / (1_024.0 * 1_024.0));
  }
}
