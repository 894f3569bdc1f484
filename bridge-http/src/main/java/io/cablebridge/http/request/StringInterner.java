package io.cablebridge.http.request;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Keeps once what thousands of requests say alike, such as a browser's name: a session holds its
 * headers for as long as it lives. A fixed number of places, of which the newest text takes its
 * own; long texts are not kept. One for the process, used by any thread, without a lock: who loses
 * a race has an object of its own, as without this.
 */
final class StringInterner {
  private static final int PLACES = 512;

  /** Bounds what the places hold, 512 KiB, whatever is sent. */
  private static final int LONGEST = 512;

  private final AtomicReferenceArray<String> places = new AtomicReferenceArray<>(PLACES);

  /** An equal text, perhaps an older object. */
  String of(String text) {
    if (text.length() > LONGEST) {
      return text;
    }
    int hash = text.hashCode();
    int place = (hash ^ hash >>> 16) & PLACES - 1;
    String known = places.get(place);
    if (text.equals(known)) {
      return known;
    }
    places.set(place, text);
    return text;
  }
}
