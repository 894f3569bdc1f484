package io.cablebridge.admin.page;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A time of day in UTC, to the second. JSON carries ISO 8601; a page shows it with spaces. */
public record Timestamp(Instant instant) {

  /** {@code 2026-11-22T20:55:52Z}. */
  @JsonValue
  public String iso() {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  @Override
  public String toString() {
    return iso().replace('T', ' ').replace("Z", " UTC");
  }
}
