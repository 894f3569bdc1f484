package io.cablebridge.http.request;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Replaces equal strings of many requests, such as the name of a browser, by one object: a session
 * holds its headers until it ends. A cache with a fixed number of slots, where a new string
 * replaces the one in its slot; long strings are not kept. One for the process, thread-safe without
 * a lock: after a race two equal objects exist, which costs memory and nothing else.
 */
final class StringInterner {
  private static final int SLOTS = 512;

  /** Bounds the memory of all slots to 512 KiB. */
  private static final int MAX_LENGTH = 512;

  private final AtomicReferenceArray<String> slots = new AtomicReferenceArray<>(SLOTS);

  String intern(String text) {
    if (text.length() > MAX_LENGTH) {
      return text;
    }
    int hash = text.hashCode();
    int slot = (hash ^ hash >>> 16) & SLOTS - 1;
    String kept = slots.get(slot);
    if (text.equals(kept)) {
      return kept;
    }
    slots.set(slot, text);
    return text;
  }
}
