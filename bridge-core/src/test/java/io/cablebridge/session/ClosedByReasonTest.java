package io.cablebridge.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.protocol.CloseReason;
import org.junit.jupiter.api.Test;

/** Ended sessions are counted by reason, and the number of reasons is bounded. */
class ClosedByReasonTest {
  private final Rig rig = new Rig();

  @Test
  void eachReasonHasItsCount() throws Exception {
    rig.open("a").close(CloseReason.DELETED);
    rig.open("b").close(CloseReason.DELETED);
    rig.open("c").close(CloseReason.EXPIRED);
    assertThat(count("deleted")).isEqualTo(2);
    assertThat(count("expired")).isEqualTo(1);
    assertThat(rig.counters.closed().total()).isEqualTo(3);
  }

  @Test
  void whateverRailsSaysIsOneReason() throws Exception {
    rig.open("a").close(new CloseReason("remote", false));
    rig.open("b").close(new CloseReason("anything at all", false));
    assertThat(count("upstream")).isEqualTo(2);
    assertThat(rig.counters.closed().keys()).hasSize(8);
  }

  private long count(String reason) {
    return rig.counters.closed().get(reason);
  }
}
