package io.cablebridge.admin.page;

import io.cablebridge.monitoring.LimitUse;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The limits of the bridge and their use. */
public record LimitsView(List<Row> limits) {

  /** A {@link LimitUse}; {@code used} is null if it bounds each of many things. */
  public record Row(
      String key,
      String meaning,
      String unit,
      long limit,
      @Nullable Long used,
      long hits,
      long hitsLastHour) {

    static Row of(LimitUse use) {
      return new Row(
          use.key(),
          use.meaning(),
          use.unit(),
          use.limit(),
          use.used() < 0 ? null : use.used(),
          use.hits(),
          use.hitsLastHour());
    }

    /** Whether a meter can show its use. */
    public boolean level() {
      return used != null && limit > 0;
    }

    public String limitText() {
      return limit == 0 ? "none" : text(limit);
    }

    public String usedText() {
      if (used == null) {
        return unit.equals("per second") ? "–" : "of each";
      }
      return text(used);
    }

    private String text(long number) {
      if (unit.equals("bytes")) {
        return new ByteCount(number).toString();
      }
      String digits = String.format(Locale.ROOT, "%,d", number);
      return unit.isEmpty() ? digits : digits + " " + unit;
    }
  }

  public static LimitsView of(List<LimitUse> limits) {
    return new LimitsView(limits.stream().map(Row::of).toList());
  }
}
