package io.cablebridge.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.http.exchange.RequestCounters;
import org.eclipse.jetty.http2.frames.ResetFrame;
import org.eclipse.jetty.io.ByteArrayEndPoint;
import org.eclipse.jetty.io.RateControl;
import org.junit.jupiter.api.Test;

/** A page that gives up all its streams is no flood; thousands of resets in a second are one. */
class Http2RateControlTest {
  private final RequestCounters counters = new RequestCounters();
  private final RateControl control =
      Http2RateControl.factory(counters).newRateControl(new ByteArrayEndPoint());

  @Test
  void admitsFourTimesAllStreamsOfAConnectionInASecond() {
    for (int i = 0; i < 4 * 128; i++) {
      assertThat(control.onEvent(new ResetFrame(i, 8))).isTrue();
    }
    assertThat(control.onEvent(new ResetFrame(1, 8))).isFalse();
    assertThat(counters.faults().get("http2_reset").longValue()).isEqualTo(513);
    assertThat(counters.faults().get("http2_flood").longValue()).isEqualTo(1);
  }
}
