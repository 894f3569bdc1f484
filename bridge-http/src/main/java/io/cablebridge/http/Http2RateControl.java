package io.cablebridge.http;

import io.cablebridge.http.exchange.ClientFault;
import io.cablebridge.http.exchange.RequestCounters;
import org.eclipse.jetty.http2.frames.ResetFrame;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.RateControl;
import org.eclipse.jetty.io.WindowRateControl;

/**
 * Ends a connection of HTTP/2 whose client sends resets, pings, settings and empty frames at a rate
 * that no browser reaches. A page that is left resets all its streams at once, of which a
 * connection has at most 128; four such pages in a second are no attack, and a flood of resets has
 * many thousands. One for each connection, whose reader uses it.
 */
final class Http2RateControl implements RateControl {
  static final int EVENTS_PER_SECOND = 4 * 128;

  private final RateControl window;
  private final RequestCounters counters;

  private Http2RateControl(RateControl window, RequestCounters counters) {
    this.window = window;
    this.counters = counters;
  }

  static Factory factory(RequestCounters counters) {
    WindowRateControl.Factory windows = new WindowRateControl.Factory(EVENTS_PER_SECOND);
    return new Factory() {
      @Override
      public RateControl newRateControl(EndPoint endPoint) {
        return new Http2RateControl(windows.newRateControl(endPoint), counters);
      }
    };
  }

  @Override
  public boolean onEvent(Object event) {
    if (event instanceof ResetFrame) {
      counters.count(ClientFault.HTTP2_RESET);
    }
    boolean admitted = window.onEvent(event);
    if (!admitted) {
      counters.count(ClientFault.HTTP2_FLOOD);
    }
    return admitted;
  }
}
