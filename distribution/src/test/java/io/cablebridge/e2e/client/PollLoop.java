package io.cablebridge.e2e.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Polls continuously on its own thread, as a page does. Ends at the first answer that is not 200.
 */
final class PollLoop implements ListeningClient {

  private static final double HOLD_SECONDS = 20;

  private final PollClient client;
  private final List<JsonNode> received = new CopyOnWriteArrayList<>();
  private volatile boolean stopped;
  private volatile String problem = "";

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
    while (!stopped && problem.isEmpty()) {
      poll(HOLD_SECONDS);
    }
  }

  private void poll(double seconds) {
    try {
      client.pollUnlessCut(seconds).ifPresent(this::take);
    } catch (UncheckedIOException e) {
      problem = e.getMessage();
    }
  }

  private void take(PollReply reply) {
    if (reply.status() == 200) {
      received.addAll(reply.messages());
    } else {
      problem = reply.status() + " " + reply.text();
    }
  }

  @Override
  public List<JsonNode> received() {
    return List.copyOf(received);
  }

  @Override
  public String problem() {
    return problem;
  }

  @Override
  public void close() {
    stopped = true;
    client.cut();
  }
}
