package io.cablebridge.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.session.FakeTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Readers that are told the same come and go in any order. */
final class SubscriberListTest {
  private final Stream stream =
      new Stream(
          "chat",
          Messages.DEFAULTS,
          Messages.AMPLE,
          Runnable::run,
          new FakeTime(),
          HistorySource.NONE);
  private final SubscriberList readings = new SubscriberList();

  private Subscriber add() {
    Subscriber reading = new Subscriber(stream, new RecordingReader());
    readings.add(reading);
    return reading;
  }

  private static int told(Subscriber reading) {
    return ((RecordingReader) reading.reader).count();
  }

  @Test
  void tellsEachOnceAndNoneThatHasLeft() {
    List<Subscriber> all = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      all.add(add());
    }
    Collections.shuffle(all, new Random(7));
    List<Subscriber> left = all.subList(0, 900);
    List<Subscriber> stay = all.subList(900, 1_000);

    left.forEach(readings::remove);
    readings.message(Messages.at("A", 1));

    assertThat(readings.count()).isEqualTo(100);
    assertThat(left).allMatch(reading -> told(reading) == 0 && reading.home == null);
    assertThat(stay).allMatch(reading -> told(reading) == 1 && reading.home == readings);
  }

  @Test
  void movesAllToAnother() {
    Subscriber first = add();
    Subscriber second = add();
    SubscriberList others = new SubscriberList();

    others.addAll(readings);
    readings.message(Messages.at("A", 1));
    others.message(Messages.at("A", 2));
    others.remove(first);
    others.message(Messages.at("A", 3));

    assertThat(readings.count()).isZero();
    assertThat(told(first)).isEqualTo(1);
    assertThat(told(second)).isEqualTo(2);
  }
}
