package io.cablebridge.http.sse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Our own calendar against that of java.time. */
class Rfc3339Test {
  private static final long SECOND = 1_000_000_000L;
  private static final long DAY = 86_400 * SECOND;
  private static final DateTimeFormatter EXPECTED =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.nnnnnnnnn'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private static String written(long nanos) {
    ByteBuffer out = ByteBuffer.allocate(30);
    Rfc3339.write(nanos, out);
    assertThat(out.hasRemaining()).isFalse();
    return new String(out.array(), StandardCharsets.US_ASCII);
  }

  private static Instant instant(long nanos) {
    return Instant.ofEpochSecond(nanos / SECOND, nanos % SECOND);
  }

  @Property(tries = 20_000)
  void anyInstantIsWrittenAsJavaWritesIt(@ForAll @LongRange(min = 0) long nanos) {
    assertThat(written(nanos)).isEqualTo(EXPECTED.format(instant(nanos)));
  }

  @Test
  void bothEndsOfEveryDayAreWrittenAsJavaWritesThem() {
    for (long day = 0; day < Long.MAX_VALUE / DAY; day++) {
      assertThat(written(day * DAY)).isEqualTo(EXPECTED.format(instant(day * DAY)));
      long end = (day + 1) * DAY - 1;
      assertThat(written(end)).isEqualTo(EXPECTED.format(instant(end)));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1970-01-01T00:00:00.000000000Z",
    "951782400000000001, 2000-02-29T00:00:00.000000001Z",
    "4107542400000000000, 2100-03-01T00:00:00.000000000Z",
    "9223372036854775807, 2262-04-11T23:47:16.854775807Z"
  })
  void knownInstantsAreWritten(long nanos, String expected) {
    assertThat(written(nanos)).isEqualTo(expected);
    assertThat(OffsetDateTime.parse(expected).toInstant()).isEqualTo(instant(nanos));
  }
}
