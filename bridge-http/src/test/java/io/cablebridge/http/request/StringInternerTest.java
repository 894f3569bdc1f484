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
    List<String> texts = new ArrayList<>();
    List<String> interned = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      texts.add("agent " + i % 700);
      interned.add(interner.intern(fresh(texts.get(i))));
    }
    assertThat(interned).isEqualTo(texts);
  }

  @Test
  void longTextsAreNotKept() {
    String text = fresh("x".repeat(513));
    assertThat(interner.intern(text)).isSameAs(text);
    String again = fresh(text);
    assertThat(interner.intern(again)).isSameAs(again);
  }
}
