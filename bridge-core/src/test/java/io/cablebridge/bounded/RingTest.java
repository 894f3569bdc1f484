package io.cablebridge.bounded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** A ring numbers its entries and gives them back, however often it grows, shrinks and empties. */
class RingTest {
  private final Ring<String> ring = new Ring<>();

  @Test
  void numbersBeginWithOneAndGoOnAfterItWasEmpty() {
    assertThat(ring.oldest()).isEqualTo(1);
    assertThat(ring.newest()).isZero();
    assertThat(ring.add("a")).isEqualTo(1);
    assertThat(ring.removeOldest()).isEqualTo("a");

    assertThat(ring.isEmpty()).isTrue();
    assertThat(ring.oldest()).isEqualTo(2);
    assertThat(ring.add("b")).isEqualTo(2);
  }

  @Test
  void anEntryThatIsNotHeldCannotBeRead() {
    ring.add("a");
    ring.add("b");
    ring.removeOldest();

    assertThatIllegalStateException().isThrownBy(() -> ring.get(1));
    assertThatIllegalStateException().isThrownBy(() -> ring.get(3));
  }

  @Test
  void nothingCanBeRemovedFromAnEmptyRing() {
    assertThatIllegalStateException().isThrownBy(ring::removeOldest);
  }

  @Property
  void holdsWhatAQueueHolds(@ForAll List<Boolean> adds) {
    Ring<Integer> numbers = new Ring<>();
    Deque<Integer> model = new ArrayDeque<>();
    int next = 0;
    for (boolean add : adds) {
      if (add || model.isEmpty()) {
        model.add(++next);
        assertThat(numbers.add(next)).isEqualTo(next);
      } else {
        assertThat(numbers.removeOldest()).isEqualTo(model.remove());
      }
      assertThat(numbers.size()).isEqualTo(model.size());
      long number = numbers.oldest();
      for (int expected : model) {
        assertThat(numbers.get(number++)).isEqualTo(expected);
      }
    }
  }
}
