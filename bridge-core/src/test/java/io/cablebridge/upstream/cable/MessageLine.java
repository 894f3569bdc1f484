package io.cablebridge.upstream.cable;

import io.cablebridge.session.Attachment;
import io.cablebridge.session.Session;
import io.cablebridge.session.delivery.Delivery;
import io.cablebridge.session.delivery.Listener;
import io.cablebridge.session.delivery.Transport;
import io.cablebridge.tolls.MonitorCount;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sends messages one after the other from Rails' frame to a listener that writes as an event stream
 * does. Counts monitors from the second message on, and returns how often the clock was read.
 */
public final class MessageLine implements Callable<Long> {
  public static final int MESSAGES = 50;

  @Override
  public Long call() throws Exception {
    try (CableRig rig = new CableRig()) {
      Session session = rig.subscribed("a");
      Stream stream = new Stream();
      stream.attachment = session.attach(stream, null);
      stream.wake();
      send(rig, stream);
      MonitorCount.start();
      long before = rig.time.readings();
      for (int i = 0; i < MESSAGES; i++) {
        send(rig, stream);
      }
      MonitorCount.stop();
      return rig.time.readings() - before;
    }
  }

  private static void send(CableRig rig, Stream stream) throws InterruptedException {
    stream.rounds.clear();
    rig.rails.broadcast(CableRig.ROOM, "{\"body\":\"hello\"}");
    Integer written = stream.rounds.poll(10, TimeUnit.SECONDS);
    if (written == null || written != 1) {
      throw new AssertionError("one write was expected, and came " + written);
    }
  }

  private static final class Stream implements Listener {
    /** How many writes each wake-up led to. */
    private final BlockingQueue<Integer> rounds = new ArrayBlockingQueue<>(10);

    private volatile @Nullable Attachment attachment;

    @Override
    public void wake() {
      Attachment from = attachment;
      int writes = 0;
      for (Delivery next = from == null ? null : from.take(); next != null; next = from.take()) {
        from.writing(next, 100);
        from.written();
        writes++;
      }
      rounds.add(writes);
    }

    @Override
    public void superseded() {}

    @Override
    public void tick(long nanos, boolean healthy) {}

    @Override
    public Transport transport() {
      return Transport.SSE;
    }
  }
}
