package io.cablebridge.http.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.cablebridge.fake.EventStreamDecoder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** An event stream that an HTTP client has opened, read by a thread of its own. */
public final class BodyStream implements AutoCloseable {
  private final InputStream body;
  private final EventStreamDecoder decoder = new EventStreamDecoder();
  private final CompletableFuture<Boolean> end = new CompletableFuture<>();

  public BodyStream(InputStream body) {
    this.body = body;
    Thread reader = new Thread(this::read, "body-reader");
    reader.setDaemon(true);
    reader.start();
  }

  private void read() {
    byte[] buffer = new byte[8192];
    try {
      for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
        decoder.feed(buffer, n);
      }
      end.complete(true);
    } catch (IOException e) {
      end.complete(false);
    }
  }

  private List<JsonNode> json() {
    return decoder.events().stream().map(event -> Answer.parse(event.data())).toList();
  }

  public List<String> types() {
    return json().stream().map(event -> event.get("type").asText()).toList();
  }

  public void awaitTypes(String... expected) {
    await().untilAsserted(() -> assertThat(types()).containsExactly(expected));
  }

  public void awaitReceived(List<String> expected) {
    await()
        .untilAsserted(
            () ->
                assertThat(
                        json().stream()
                            .filter(event -> event.get("type").asText().equals("received"))
                            .map(event -> event.get("message").toString()))
                    .containsExactlyElementsOf(expected));
  }

  public int comments() {
    return decoder.comments().size();
  }

  /** What {@code Last-Event-ID} would be now. */
  public String position() {
    return decoder.event(decoder.eventCount() - 1).id();
  }

  public boolean hasEnded() {
    return end.isDone();
  }

  /** Waits for the end; whether it was in good order. */
  public boolean awaitEnd() {
    return end.orTimeout(15, TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    try {
      body.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
