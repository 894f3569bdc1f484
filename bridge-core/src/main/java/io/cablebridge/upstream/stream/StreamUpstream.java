package io.cablebridge.upstream.stream;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.cablebridge.protocol.HistoryRequest;
import io.cablebridge.protocol.JsonText;
import io.cablebridge.session.Session;
import io.cablebridge.session.Upstream;
import io.cablebridge.session.command.CommandLock;
import io.cablebridge.session.command.Subscription;
import io.cablebridge.stream.StreamBroker;
import io.cablebridge.stream.StreamSubscription;
import io.cablebridge.stream.name.StreamTarget;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The streams that one session reads. Created by its session with the first one, and closed by it.
 * The session's command lock guards its state.
 */
public final class StreamUpstream implements Upstream {
  private final Session session;
  private final CommandLock commands;
  private final StreamBroker broker;

  @GuardedBy("commands")
  private final Map<JsonText, StreamSubscription> subscriptions = new LinkedHashMap<>(2);

  public StreamUpstream(Session session, CommandLock commands, StreamBroker broker) {
    this.session = session;
    this.commands = commands;
    this.broker = broker;
  }

  @Override
  public boolean subscribe(Subscription subscription, @Nullable HistoryRequest history) {
    if (!(subscription.target() instanceof StreamTarget.Stream stream)) {
      throw new IllegalArgumentException("The subscription is to no stream.");
    }
    JsonText identifier = subscription.identifier();
    SessionSubscriber subscriber = new SessionSubscriber(session, identifier, stream.name());
    synchronized (commands) {
      subscriptions.put(identifier, broker.subscribe(stream.name(), subscriber, history));
    }
    return true;
  }

  @Override
  public void unsubscribe(JsonText identifier) {
    synchronized (commands) {
      StreamSubscription subscription = subscriptions.remove(identifier);
      if (subscription != null) {
        subscription.cancel();
      }
    }
  }

  @Override
  public void close() {
    synchronized (commands) {
      subscriptions.values().forEach(StreamSubscription::cancel);
      subscriptions.clear();
    }
  }
}
