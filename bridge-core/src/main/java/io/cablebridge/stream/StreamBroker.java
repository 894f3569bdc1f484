package io.cablebridge.stream;

import io.cablebridge.protocol.HistoryRequest;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Who carries streams: takes publications, gives them to the readers of their stream in one order,
 * and keeps some of the past. Thread-safe; nothing here blocks but {@link #start} and {@link
 * #close}. One for the process.
 */
public interface StreamBroker extends AutoCloseable {

  /** Begins; a broker whose server is away starts all the same, and goes on trying. */
  void start() throws Exception;

  /**
   * Lets a reader read a stream from now on, or from where its history request says.
   *
   * @return ends the reading
   */
  StreamSubscription subscribe(
      String stream, StreamReader reader, @Nullable HistoryRequest history);

  /** Publishes; completes with {@link BrokerUnavailableException} when it cannot be taken now. */
  CompletionStage<Void> publish(Publication publication);

  /** How it is; asking costs nothing. */
  BrokerHealth health();

  /** The streams that have readers now, for the console. */
  List<StreamSnapshot> snapshot();

  @Override
  void close();
}
