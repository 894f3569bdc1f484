package io.cablebridge.session;

import io.cablebridge.protocol.Command;
import io.cablebridge.protocol.JsonText;
import io.cablebridge.protocol.Position;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * The engine as a test has it: a registry that ticks, time that stands still, upstreams that do
 * what they are told. A session is opened, welcomed and subscribed to one room in one call.
 */
public final class Rig {
  public static final String ROOM = "{\"channel\":\"ChatChannel\",\"room\":\"r1\"}";
  static final Duration OPEN_TIMEOUT = Duration.ofSeconds(5);
  public static final Credentials ALICE = Credentials.of(List.of("alice"));
  private static final Handshake HANDSHAKE = new Handshake("", List.of("Cookie", "user=alice"));

  final FakeTime time = new FakeTime();
  final FakeUpstream.Factory upstreams = new FakeUpstream.Factory();
  final SessionCounters counters;
  final SessionRegistry registry;

  public Rig() {
    this(settings -> {});
  }

  public Rig(Consumer<Settings> change) {
    this(change, null);
  }

  /** With another maker of upstreams than the recording one. */
  public Rig(Consumer<Settings> change, Upstream.Factory factory) {
    Settings settings = new Settings();
    change.accept(settings);
    registry =
        new SessionRegistry(
            settings.build(), OPEN_TIMEOUT, factory == null ? upstreams : factory, time);
    counters = registry.counters();
    registry.start();
  }

  /** A session whose upstream has said nothing yet. */
  Session open(String id) throws SessionLimitException {
    return registry.open(id, ALICE, HANDSHAKE);
  }

  /** A session that Rails has welcomed, subscribed to {@link #ROOM}; nothing was said in it yet. */
  public Session subscribed(String id) throws SessionLimitException {
    Session session = open(id);
    upstream(session).welcome();
    session.execute(List.of(subscribe(ROOM)));
    return session;
  }

  public FakeUpstream upstream(Session session) {
    return upstreams.of(session);
  }

  /** Rails broadcasts these messages to the room, one after the other. */
  void say(Session session, String... messages) {
    for (String message : messages) {
      upstream(session).message(ROOM, message);
    }
  }

  public void advance(Duration duration) {
    time.advance(duration);
  }

  public static Command subscribe(String identifier) {
    return new Command.Subscribe(JsonText.of(identifier));
  }

  static Command unsubscribe(String identifier) {
    return new Command.Unsubscribe(JsonText.of(identifier));
  }

  public static Command send(String identifier, String data) {
    return new Command.Send(JsonText.of(identifier), JsonText.of(data));
  }

  static Position at(Session session, long offset) {
    return new Position(offset, session.epoch());
  }
}
