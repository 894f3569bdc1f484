package io.cablebridge.http.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StringInternerTest {
  private final StringInterner interner = new StringInterner();

  /** An object of its own. */
  private static String fresh(String text) {
    return new String(text.toCharArray());
  }

  @Test
  void equalTextsAreOneObject() {
    String first = interner.intern(fresh("Mozilla/5.0"));
    assertThat(interner.intern(fresh("Mozilla/5.0"))).isSameAs(first);
  }

  @Test
  void otherTextsStayThemselves() {
    List<String> given = new ArrayList<>();
    List<String> got = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      given.add("agent " + i % 700);
      got.add(interner.intern(fresh(given.get(i))));
    }
    assertThat(got).isEqualTo(given);
  }

  @Test
  void longTextsAreNotKept() {
    String text = fresh("x".repeat(513));
    assertThat(interner.intern(text)).isSameAs(text);
    String again = fresh(text);
    assertThat(interner.intern(again)).isSameAs(again);
  }
}
