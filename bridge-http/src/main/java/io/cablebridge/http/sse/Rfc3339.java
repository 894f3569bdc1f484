package io.cablebridge.http.sse;

import java.nio.ByteBuffer;

/**
 * Writes points in time as RFC 3339 text in UTC with nanoseconds: {@code
 * 2026-11-22T12:03:10.000000001Z}. Every event has one; {@code java.time} would allocate for it.
 */
public final class Rfc3339 {
  private static final long SECOND = 1_000_000_000L;

  private Rfc3339() {}

  /** Writes 30 bytes; {@code nanos} are since 1970 and not negative. */
  public static void write(long nanos, ByteBuffer out) {
    long seconds = nanos / SECOND;
    // Days to a civil date, with years that begin in March (Hinnant, "chrono-compatible low-level
    // date algorithms").
    long days = seconds / 86_400 + 719_468;
    long era = days / 146_097;
    long dayOfEra = days - era * 146_097;
    long yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
    long dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    long shifted = (5 * dayOfYear + 2) / 153;
    long month = shifted < 10 ? shifted + 3 : shifted - 9;
    long year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
    long secondOfDay = seconds % 86_400;
    digits(year, 4, out);
    digits('-', month, out);
    digits('-', dayOfYear - (153 * shifted + 2) / 5 + 1, out);
    digits('T', secondOfDay / 3_600, out);
    digits(':', secondOfDay / 60 % 60, out);
    digits(':', secondOfDay % 60, out);
    out.put((byte) '.');
    digits(nanos % SECOND, 9, out);
    out.put((byte) 'Z');
  }

  private static void digits(char separator, long value, ByteBuffer out) {
    out.put((byte) separator);
    digits(value, 2, out);
  }

  private static void digits(long value, int count, ByteBuffer out) {
    int at = out.position();
    long rest = value;
    for (int i = count - 1; i >= 0; i--) {
      out.put(at + i, (byte) ('0' + rest % 10));
      rest /= 10;
    }
    out.position(at + count);
  }
}
