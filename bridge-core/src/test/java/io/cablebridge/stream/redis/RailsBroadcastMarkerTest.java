package io.cablebridge.stream.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.session.FakeTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** The mark of Rails' broadcasts is written seldom, and repeated until Redis takes it. */
final class RailsBroadcastMarkerTest {
  private final FakeTime time = new FakeTime();
  private final List<CompletableFuture<Long>> writes = new ArrayList<>();
  private final RailsBroadcastMarker mark = new RailsBroadcastMarker(this::write, time);

  private CompletionStage<Long> write() {
    CompletableFuture<Long> write = new CompletableFuture<>();
    writes.add(write);
    return write;
  }

  @Test
  void itIsWrittenOnceAMinute() {
    for (int i = 0; i < 100; i++) {
      mark.broadcast();
    }
    assertThat(writes).hasSize(1);
    writes.get(0).complete(1L);
    time.advance(Duration.ofSeconds(59));
    mark.broadcast();
    assertThat(writes).hasSize(1);

    time.advance(Duration.ofSeconds(1));
    mark.broadcast();
    assertThat(writes).hasSize(2);
  }

  @Test
  void itIsUnwrittenUntilRedisConfirmsIt() {
    assertThat(mark.isUnwritten()).isFalse();
    mark.broadcast();
    assertThat(mark.isUnwritten()).isTrue();
    writes.get(0).complete(1L);
    assertThat(mark.isUnwritten()).isFalse();
  }

  @Test
  void aFailedWriteIsRepeated() {
    mark.broadcast();
    writes.get(0).completeExceptionally(new IllegalStateException("away"));
    assertThat(mark.isUnwritten()).isTrue();

    time.advance(Duration.ofSeconds(3));
    assertThat(writes).hasSize(2);
    writes.get(1).complete(1L);
    assertThat(mark.isUnwritten()).isFalse();
  }
}
