package io.cablebridge.e2e.stream;

import io.cablebridge.e2e.rig.Eventually;
import io.cablebridge.stream.CatchUpResult;
import io.cablebridge.stream.StreamMessage;
import io.cablebridge.stream.StreamSubscriber;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** Reads one stream and remembers what it was told, in order. */
final class StreamRecorder implements StreamSubscriber {
  private final List<CatchUpResult> catchups = new CopyOnWriteArrayList<>();
  private final List<StreamMessage> messages = new CopyOnWriteArrayList<>();
  private final List<String> told = new CopyOnWriteArrayList<>();

  @Override
  public void subscribed(CatchUpResult catchup) {
    messages.addAll(catchup.missed());
    catchup.missed().forEach(message -> told.add(message.json().toString()));
    told.add(catchup.outcome().toString());
    catchups.add(catchup);
  }

  @Override
  public void message(StreamMessage message) {
    messages.add(message);
    told.add(message.json().toString());
  }

  @Override
  public void lost() {
    told.add("lost");
  }

  /** What it was told of every kind: data, outcomes, {@code lost}. */
  List<String> told() {
    return told;
  }

  List<StreamMessage> messages() {
    return messages;
  }

  /** The data of all messages, those of catchups included. */
  List<String> data() {
    return messages.stream().map(message -> message.json().toString()).toList();
  }

  /** Waits until it was told {@code subscribed} so many times, and returns the last catchup. */
  CatchUpResult subscribed(int times) {
    await(() -> catchups.size() >= times);
    return catchups.get(times - 1);
  }

  /** Waits until it has this. */
  StreamMessage hear(String data) {
    return Eventually.found(
        Duration.ofSeconds(10),
        () ->
            messages.stream()
                .filter(message -> message.json().toString().equals(data))
                .findFirst()
                .orElse(null),
        () -> "only this was told: " + told);
  }

  void hearLost() {
    await(() -> told.contains("lost"));
  }

  private void await(Supplier<Boolean> condition) {
    Eventually.found(
        Duration.ofSeconds(15),
        () -> condition.get() ? Boolean.TRUE : null,
        () -> "only this was told: " + told);
  }
}
