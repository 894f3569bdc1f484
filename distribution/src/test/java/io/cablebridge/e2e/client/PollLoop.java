package io.cablebridge.e2e.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Polls without a pause on a thread of its own, as a page does. Ends at the first answer that is
 * not 200.
 */
final class PollLoop implements ListeningClient {

  private static final double HOLD_SECONDS = 20;

  private final PollClient client;
  private final List<JsonNode> heard = new CopyOnWriteArrayList<>();
  private volatile boolean stopped;
  private volatile String trouble = "";

  private PollLoop(PollClient client) {
    this.client = client;
  }

  /** Returns when the session is open. */
  static PollLoop start(PollClient client) {
    PollLoop loop = new PollLoop(client);
    loop.poll(0.05);
    Thread thread = new Thread(loop::run, "poll loop");
    thread.setDaemon(true);
    thread.start();
    return loop;
  }

  private void run() {
    while (!stopped && trouble.isEmpty()) {
      poll(HOLD_SECONDS);
    }
  }

  private void poll(double seconds) {
    try {
      client.pollUnlessCut(seconds).ifPresent(this::take);
    } catch (UncheckedIOException e) {
      trouble = e.getMessage();
    }
  }

  private void take(PollReply reply) {
    if (reply.status() == 200) {
      heard.addAll(reply.messages());
    } else {
      trouble = reply.status() + " " + reply.text();
    }
  }

  @Override
  public List<JsonNode> heard() {
    return List.copyOf(heard);
  }

  @Override
  public String trouble() {
    return trouble;
  }

  @Override
  public void close() {
    stopped = true;
    client.cut();
  }
}
