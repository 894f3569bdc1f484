package io.cablebridge.admin.page;

import io.cablebridge.bounded.HeapShare;
import io.cablebridge.monitoring.LimitUse;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The limits of the bridge and their use; those that are shares of the heap have a sum. */
public record LimitsView(List<Row> limits, Memory memory) {

  /**
   * All shares of the heap together, in bytes; {@code hits} is how often any of them was full. What
   * they leave of the heap is for the program and the sessions themselves.
   */
  public record Memory(
      ByteCount heap, ByteCount limit, ByteCount used, long hitsLastHour, long hits) {

    static Memory of(List<LimitUse> shares, long heap) {
      return new Memory(
          new ByteCount(heap),
          new ByteCount(shares.stream().mapToLong(LimitUse::limit).sum()),
          new ByteCount(shares.stream().mapToLong(LimitUse::used).sum()),
          shares.stream().mapToLong(LimitUse::hitsLastHour).sum(),
          shares.stream().mapToLong(LimitUse::hits).sum());
    }

    /** What no share takes. */
    public ByteCount rest() {
      return new ByteCount(Math.max(0, heap.bytes() - limit.bytes()));
    }
  }

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
    List<LimitUse> shares = limits.stream().filter(use -> HeapShare.isKey(use.key())).toList();
    return new LimitsView(
        limits.stream().map(Row::of).toList(), Memory.of(shares, HeapShare.heap()));
  }

  /** The rows that are shares of the heap. */
  public List<Row> shares() {
    return limits.stream().filter(row -> HeapShare.isKey(row.key())).toList();
  }

  /** The other rows. */
  public List<Row> others() {
    return limits.stream().filter(row -> !HeapShare.isKey(row.key())).toList();
  }
}
