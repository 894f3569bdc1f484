package io.cablebridge.session;

import java.util.concurrent.atomic.LongAdder;

/** What the process has counted since its start. Thread-safe, one for the process. */
public final class Totals {
  public final LongAdder messagesIn = new LongAdder();
  public final LongAdder messagesOut = new LongAdder();
  public final LongAdder messagesDropped = new LongAdder();
  public final LongAdder sessionsOpened = new LongAdder();
  public final LongAdder sessionsClosed = new LongAdder();
  public final LongAdder framesIgnored = new LongAdder();
}
