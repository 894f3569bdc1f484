package io.cablebridge.admin.page.session;

import io.cablebridge.admin.page.ChannelLabel;
import io.cablebridge.admin.page.Query;
import io.cablebridge.session.diagnostics.SessionSnapshot;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How many live sessions a client address has. */
public record AddressCount(String address, int sessions) {
  private static final int MAX_ROWS = 10;
  private static final int MAX_ADDRESS = 64;

  /** The addresses with the most sessions first; unknown addresses are left out. */
  public static List<AddressCount> top(List<SessionSnapshot> live) {
    Map<String, Integer> counts = new HashMap<>();
    for (SessionSnapshot session : live) {
      if (!session.address().isEmpty()) {
        counts.merge(session.address(), 1, Integer::sum);
      }
    }
    return counts.entrySet().stream()
        .map(one -> new AddressCount(one.getKey(), one.getValue()))
        .sorted(
            Comparator.comparingInt(AddressCount::sessions)
                .reversed()
                .thenComparing(AddressCount::address))
        .limit(MAX_ROWS)
        .toList();
  }

  /** As a page shows it. */
  public String text() {
    return ChannelLabel.printable(address, MAX_ADDRESS);
  }

  /** The page with its sessions. */
  public String path() {
    return "/sessions?address=" + Query.encoded(address);
  }
}
