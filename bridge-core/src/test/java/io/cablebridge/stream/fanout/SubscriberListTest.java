package io.cablebridge.stream.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.stream.Messages;
import io.cablebridge.stream.RecordingSubscriber;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Subscribers that are given the same messages come and go in any order. */
final class SubscriberListTest {
  private final SubscriberList subscribers = new SubscriberList();
  private final Map<Subscriber, RecordingSubscriber> recorders = new HashMap<>();

  private Subscriber add() {
    RecordingSubscriber recorder = new RecordingSubscriber();
    Subscriber subscriber = new Subscriber(recorder, cancelled -> {});
    recorders.put(subscriber, recorder);
    subscribers.add(subscriber);
    return subscriber;
  }

  private int received(Subscriber subscriber) {
    return Objects.requireNonNull(recorders.get(subscriber)).count();
  }

  @Test
  void deliversToEachOnceAndToNoneThatHasLeft() {
    List<Subscriber> all = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      all.add(add());
    }
    Collections.shuffle(all, new Random(7));
    List<Subscriber> left = all.subList(0, 900);
    List<Subscriber> stay = all.subList(900, 1_000);

    left.forEach(subscribers::remove);
    subscribers.message(Messages.at("A", 1));

    assertThat(subscribers.count()).isEqualTo(100);
    assertThat(left).allMatch(each -> received(each) == 0 && each.list() == null);
    assertThat(stay).allMatch(each -> received(each) == 1 && each.list() == subscribers);
  }

  @Test
  void movesAllToAnotherList() {
    Subscriber first = add();
    Subscriber second = add();
    SubscriberList others = new SubscriberList();

    others.addAll(subscribers);
    subscribers.message(Messages.at("A", 1));
    others.message(Messages.at("A", 2));
    others.remove(first);
    others.message(Messages.at("A", 3));

    assertThat(subscribers.count()).isZero();
    assertThat(received(first)).isEqualTo(1);
    assertThat(received(second)).isEqualTo(2);
  }
}
