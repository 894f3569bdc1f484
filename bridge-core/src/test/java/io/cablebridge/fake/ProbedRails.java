package io.cablebridge.fake;

import static org.awaitility.Awaitility.await;

/** A {@link FakeRails} with {@link CableProbe}s. A test opens and closes it. */
final class ProbedRails implements AutoCloseable {

  static final String ROOM = "{\"channel\":\"ChatChannel\",\"room\":\"r1\"}";
  static final String WELCOME = "{\"type\":\"welcome\"}";
  static final String CONFIRM =
      "{\"identifier\":\"{\\\"channel\\\":\\\"ChatChannel\\\",\\\"room\\\":\\\"r1\\\"}\","
          + "\"type\":\"confirm_subscription\"}";

  final FakeRails rails = FakeRails.start();

  /** A connection with a welcome and a confirmed subscription to the room. */
  CableProbe subscribed() {
    CableProbe probe = CableProbe.open(rails.uri());
    probe.send(CableProbe.subscribe(ROOM));
    probe.awaitFrames(WELCOME, CONFIRM);
    return probe;
  }

  void awaitNoConnection() {
    await().until(() -> rails.openConnections() == 0);
  }

  @Override
  public void close() {
    rails.close();
  }
}
