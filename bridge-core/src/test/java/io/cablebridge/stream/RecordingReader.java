package io.cablebridge.stream;

import java.util.ArrayList;
import java.util.List;

/**
 * Writes down what it is told: {@code COMPLETE[1, 2]}, then messages by what they say. Thread-safe.
 */
public final class RecordingReader implements StreamReader {
  private final List<String> told = new ArrayList<>();
  private final List<StreamMessage> messages = new ArrayList<>();

  @Override
  public synchronized void subscribed(CatchUpResult catchup) {
    told.add(catchup.outcome() + texts(catchup.missed()).toString());
    messages.addAll(catchup.missed());
  }

  @Override
  public synchronized void message(StreamMessage message) {
    told.add(message.json().toString());
    messages.add(message);
  }

  @Override
  public synchronized void lost() {
    told.add("lost");
  }

  /** All it was told. */
  public synchronized List<String> told() {
    return List.copyOf(told);
  }

  /** What it got, caught up or live. */
  public synchronized List<StreamMessage> messages() {
    return List.copyOf(messages);
  }

  public synchronized int count() {
    return messages.size();
  }

  static List<String> texts(List<StreamMessage> messages) {
    return messages.stream().map(message -> message.json().toString()).toList();
  }
}
