package io.cablebridge.e2e.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * What one client got of a row of numbered messages, checked as it comes: each number follows the
 * one before, unless a gap was announced that is exactly as wide. One thread.
 */
public final class SequenceCheck {

  private final int total;
  private final List<String> faults = new ArrayList<>();
  private int last;
  private String lastMsgId = "none";
  private int received;
  private long dropped;
  private long announced;

  public SequenceCheck(int total) {
    this.total = total;
  }

  /** Takes an event of the session, numbered or not. */
  public void take(JsonNode event) {
    switch (event.path("type").asText()) {
      case "received" -> number(event.at("/message/n").asInt(), event.path("msg_id").asText());
      case "dropped" -> drop(event.path("count").asLong());
      case "disconnected", "rejected", "closed" -> faults.add(event.toString());
      default -> {}
    }
  }

  /** Takes the whole of an answer to a poll; its gap lies before its messages. */
  public void take(PollReply reply) {
    if (reply.status() != 200) {
      throw new AssertionError(reply.status() + " " + reply.text());
    }
    if (reply.dropped() > 0) {
      drop(reply.dropped());
    }
    reply.messages().forEach(this::take);
  }

  private void drop(long count) {
    dropped += count;
    announced += count;
  }

  private void number(int n, String msgId) {
    if (n != last + 1 + announced) {
      faults.add(
          "after %s (msg_id %s) with %s announced as dropped came %s (msg_id %s)"
              .formatted(last, lastMsgId, announced, n, msgId));
    }
    last = n;
    lastMsgId = msgId;
    announced = 0;
    received++;
  }

  public int last() {
    return last;
  }

  public boolean isComplete() {
    return last >= total;
  }

  public int received() {
    return received;
  }

  public long dropped() {
    return dropped;
  }

  /** Everything lost, repeated, out of order or not to be expected at all. */
  public List<String> faults() {
    return List.copyOf(faults);
  }

  @Override
  public String toString() {
    return "received " + received + " up to " + last + ", dropped " + dropped;
  }
}
