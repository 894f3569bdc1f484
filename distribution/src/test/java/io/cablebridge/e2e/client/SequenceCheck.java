package io.cablebridge.e2e.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks the numbered messages that one client receives: each number follows the previous one,
 * unless a gap of exactly that size was announced. Used by one thread.
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

  /** Accepts any event of the session. */
  public void accept(JsonNode event) {
    switch (event.path("type").asText()) {
      case "received" -> number(event.at("/message/n").asInt(), event.path("msg_id").asText());
      case "dropped" -> drop(event.path("count").asLong());
      case "disconnected", "rejected", "closed" -> faults.add(event.toString());
      default -> {}
    }
  }

  /** Accepts a poll's answer; its gap comes before its messages. */
  public void accept(PollReply reply) {
    if (reply.status() != 200) {
      throw new AssertionError(reply.status() + " " + reply.text());
    }
    if (reply.dropped() > 0) {
      drop(reply.dropped());
    }
    reply.messages().forEach(this::accept);
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

  /** Messages lost, repeated or out of order, and unexpected events. */
  public List<String> faults() {
    return List.copyOf(faults);
  }

  @Override
  public String toString() {
    return "received " + received + " up to " + last + ", dropped " + dropped;
  }
}
