package io.cablebridge.upstream.stream;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.cablebridge.protocol.HistoryRequest;
import io.cablebridge.protocol.JsonText;
import io.cablebridge.protocol.StreamPosition;
import io.cablebridge.session.command.CommandLock;
import io.cablebridge.session.command.Subscription;
import io.cablebridge.session.command.Upstream;
import io.cablebridge.session.command.UpstreamSink;
import io.cablebridge.session.delivery.Listeners;
import io.cablebridge.stream.CatchUpResult;
import io.cablebridge.stream.StreamBroker;
import io.cablebridge.stream.StreamMessage;
import io.cablebridge.stream.StreamSubscriber;
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
  private static final JsonText NOTHING = JsonText.of("null");

  private final UpstreamSink sink;
  private final CommandLock commands;
  private final StreamBroker broker;

  @GuardedBy("commands")
  private final Map<JsonText, StreamSubscription> subscriptions = new LinkedHashMap<>(2);

  public StreamUpstream(UpstreamSink sink, CommandLock commands, StreamBroker broker) {
    this.sink = sink;
    this.commands = commands;
    this.broker = broker;
  }

  @Override
  public boolean subscribe(Subscription subscription, @Nullable HistoryRequest history) {
    if (!(subscription.target() instanceof StreamTarget.Stream stream)) {
      throw new IllegalArgumentException("The subscription is to no stream.");
    }
    JsonText identifier = subscription.identifier();
    SessionSubscriber subscriber = new SessionSubscriber(identifier, stream.name());
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

  private void reject(JsonText identifier, String reason) {
    Listeners listeners;
    synchronized (commands) {
      subscriptions.remove(identifier);
      listeners = sink.subscriptions().rejected(identifier, reason);
    }
    listeners.wake();
  }

  /** The session as a reader of one stream; called by the broker. */
  private final class SessionSubscriber implements StreamSubscriber {
    private final JsonText identifier;
    private final String stream;

    SessionSubscriber(JsonText identifier, String stream) {
      this.identifier = identifier;
      this.stream = stream;
    }

    @Override
    public void subscribed(CatchUpResult catchUp) {
      Boolean complete =
          switch (catchUp.outcome()) {
            case NOT_ASKED -> null;
            case COMPLETE -> Boolean.TRUE;
            case INCOMPLETE -> Boolean.FALSE;
          };
      StreamPosition at = catchUp.start();
      sink.subscriptions()
          .caughtUp(
              identifier,
              at == null ? null : new StreamMessage(stream, NOTHING, at, null, null, 0),
              catchUp.missed().stream().filter(this::isForUs).toList(),
              complete)
          .wake();
    }

    @Override
    public void message(StreamMessage message) {
      if (isForUs(message)) {
        sink.subscriptions().received(identifier, message);
      }
    }

    /** A publisher may ask that its own session does not get the message back. */
    private boolean isForUs(StreamMessage message) {
      return message.excludedSocket() == null || !message.excludedSocket().equals(sink.epoch());
    }

    @Override
    public void lost() {
      sink.subscriptions().streamLost(identifier).wake();
    }

    @Override
    public void refused(String reason) {
      reject(identifier, reason);
    }
  }
}
