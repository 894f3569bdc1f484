package io.cablebridge.session.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.protocol.JsonText;
import io.cablebridge.session.delivery.SubscriptionId;
import io.cablebridge.stream.name.StreamTarget;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The subscriptions of a session keep their order, whatever their number. */
final class SubscriptionMapTest {
  private final SubscriptionMap map = new SubscriptionMap(3);

  @Test
  void keepsTheOrderInWhichSubscriptionsWereMade() {
    put("a", "b", "c");
    assertThat(identifiers()).containsExactly("a", "b", "c");
    assertThat(map.isFull()).isTrue();
  }

  @Test
  void replacesASubscriptionInItsPlace() {
    put("a", "b");
    Subscription confirmed = subscription("a").withConfirmed(true);
    map.put(confirmed);
    assertThat(identifiers()).containsExactly("a", "b");
    assertThat(map.get(JsonText.of("a"))).isSameAs(confirmed);
  }

  @Test
  void replacesTheOnlySubscription() {
    put("a");
    Subscription confirmed = subscription("a").withConfirmed(true);
    map.put(confirmed);
    assertThat(map.values()).containsExactly(confirmed);
  }

  @Test
  void removesOneOfManyAndTheLast() {
    put("a", "b");
    assertThat(map.remove(JsonText.of("a"))).isNotNull();
    assertThat(identifiers()).containsExactly("b");
    assertThat(map.remove(JsonText.of("a"))).isNull();
    assertThat(map.remove(JsonText.of("b"))).isNotNull();
    assertThat(map.values()).isEmpty();
    put("c");
    assertThat(identifiers()).containsExactly("c");
  }

  private void put(String... names) {
    for (String name : names) {
      map.put(subscription(name));
    }
  }

  private List<String> identifiers() {
    return map.values().stream().map(each -> each.identifier().toString()).toList();
  }

  private static Subscription subscription(String name) {
    SubscriptionId id = new SubscriptionId("chan-" + name, JsonText.of(name));
    return new Subscription(id, new StreamTarget.Cable(), false, false);
  }
}
