package io.cablebridge.stream;

import java.util.ArrayList;
import java.util.List;

/**
 * Records its calls: {@code COMPLETE[1, 2]} for a catch-up, {@code 3} for a message with that data.
 * Thread-safe.
 */
public final class RecordingSubscriber implements StreamSubscriber {
  private final List<String> calls = new ArrayList<>();
  private final List<StreamMessage> messages = new ArrayList<>();

  @Override
  public synchronized void subscribed(CatchUpResult catchUp) {
    calls.add(catchUp.outcome() + texts(catchUp.missed()).toString());
    messages.addAll(catchUp.missed());
  }

  @Override
  public synchronized void message(StreamMessage message) {
    calls.add(message.json().toString());
    messages.add(message);
  }

  @Override
  public synchronized void lost() {
    calls.add("lost");
  }

  @Override
  public synchronized void refused(String reason) {
    calls.add("refused");
  }

  /** All calls in order. */
  public synchronized List<String> calls() {
    return List.copyOf(calls);
  }

  /** The messages it received, missed or live. */
  public synchronized List<StreamMessage> messages() {
    return List.copyOf(messages);
  }

  public synchronized int count() {
    return messages.size();
  }

  public static List<String> texts(List<StreamMessage> messages) {
    return messages.stream().map(message -> message.json().toString()).toList();
  }
}
