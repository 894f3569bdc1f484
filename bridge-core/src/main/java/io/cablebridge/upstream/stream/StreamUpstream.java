package io.cablebridge.upstream.stream;

import io.cablebridge.protocol.HistoryRequest;
import io.cablebridge.protocol.JsonText;
import io.cablebridge.session.Session;
import io.cablebridge.stream.StreamBroker;
import io.cablebridge.stream.StreamSubscription;
import io.cablebridge.stream.name.StreamTarget;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The streams that one session reads. Made by its router when the first one is subscribed, ended by
 * it. Its own monitor guards its state.
 */
public final class StreamUpstream {
  private final Session session;
  private final StreamBroker broker;
  private final Executor executor;
  private final Map<JsonText, SessionSubscriber> readings = new LinkedHashMap<>(2);

  public StreamUpstream(Session session, StreamBroker broker, Executor executor) {
    this.session = session;
    this.broker = broker;
    this.executor = executor;
  }

  /** Reads the stream that an identifier names, or says that it may not be read. */
  public synchronized void subscribe(
      JsonText identifier, StreamTarget named, @Nullable HistoryRequest history) {
    if (named instanceof StreamTarget.Stream stream) {
      SessionSubscriber reading = new SessionSubscriber(session, identifier, stream.name());
      readings.put(identifier, reading);
      reading.subscription = broker.subscribe(stream.name(), reading, history);
    } else if (named instanceof StreamTarget.Refused refused) {
      // The session's commands are under way, and nobody is woken meanwhile.
      executor.execute(() -> session.reports().rejected(identifier, refused.reason()).wake());
    }
  }

  public synchronized void unsubscribe(JsonText identifier) {
    SessionSubscriber reading = readings.remove(identifier);
    StreamSubscription subscription = reading == null ? null : reading.subscription;
    if (subscription != null) {
      subscription.cancel();
    }
  }

  /** Ends for good. */
  public synchronized void close() {
    for (SessionSubscriber reading : readings.values()) {
      StreamSubscription subscription = reading.subscription;
      if (subscription != null) {
        subscription.cancel();
      }
    }
    readings.clear();
  }
}
