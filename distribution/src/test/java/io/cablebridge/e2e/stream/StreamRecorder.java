package io.cablebridge.e2e.stream;

import io.cablebridge.e2e.rig.Eventually;
import io.cablebridge.stream.CatchUpResult;
import io.cablebridge.stream.StreamMessage;
import io.cablebridge.stream.StreamSubscriber;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** A stream subscriber that records what it receives, in order. */
final class StreamRecorder implements StreamSubscriber {
  private final List<CatchUpResult> catchups = new CopyOnWriteArrayList<>();
  private final List<StreamMessage> messages = new CopyOnWriteArrayList<>();
  private final List<String> received = new CopyOnWriteArrayList<>();

  @Override
  public void subscribed(CatchUpResult catchup) {
    messages.addAll(catchup.missed());
    catchup.missed().forEach(message -> received.add(message.json().toString()));
    received.add(catchup.outcome().toString());
    catchups.add(catchup);
  }

  @Override
  public void message(StreamMessage message) {
    messages.add(message);
    received.add(message.json().toString());
  }

  @Override
  public void refused(String reason) {
    received.add("refused");
  }

  @Override
  public void lost() {
    received.add("lost");
  }

  /** Everything received, in order: data, outcomes, {@code lost}. */
  List<String> received() {
    return received;
  }

  List<StreamMessage> messages() {
    return messages;
  }

  /** The data of all messages, those of catch-ups included. */
  List<String> data() {
    return messages.stream().map(message -> message.json().toString()).toList();
  }

  /** Waits for this number of {@code subscribed} calls and returns the last result. */
  CatchUpResult subscribed(int times) {
    awaitUntil(() -> catchups.size() >= times);
    return catchups.get(times - 1);
  }

  /** Waits for a message with this data. */
  StreamMessage await(String data) {
    return Eventually.found(
        Duration.ofSeconds(10),
        () ->
            messages.stream()
                .filter(message -> message.json().toString().equals(data))
                .findFirst()
                .orElse(null),
        () -> "received only: " + received);
  }

  void awaitLost() {
    awaitUntil(() -> received.contains("lost"));
  }

  private void awaitUntil(Supplier<Boolean> condition) {
    Eventually.found(
        Duration.ofSeconds(15),
        () -> condition.get() ? Boolean.TRUE : null,
        () -> "received only: " + received);
  }
}
