package io.cablebridge.stream;

import io.cablebridge.metric.Counters;
import io.cablebridge.protocol.HistoryRequest;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Carries streams: takes publications, delivers them to the subscribers of their stream in one
 * order, and keeps some history. Thread-safe; nothing here blocks but {@link #start} and {@link
 * #close}. The engine creates one for the process.
 */
public interface StreamBroker extends AutoCloseable {

  /** Starts. A broker whose server is unavailable starts all the same and keeps trying. */
  void start() throws Exception;

  /** Subscribes from now on, or from where the history request says. */
  StreamSubscription subscribe(
      String stream, StreamSubscriber subscriber, @Nullable HistoryRequest history);

  /** Fails with {@link BrokerUnavailableException} when that is impossible now. */
  CompletionStage<Void> publish(Publication publication);

  /** Asking costs nothing. */
  BrokerHealth health();

  /** The streams that have subscribers now, for the console. */
  List<StreamSnapshot> snapshot();

  Counters<BrokerCount> counters();

  @Override
  void close();
}
