package io.cablebridge.e2e.fault;

import java.util.Arrays;
import java.util.Locale;

/** How Rails treats one session; the session's cookie {@code case} orders it. */
enum Misbehaviour {
  /** It carries everything. */
  NONE,
  /** It sends on, and reads no command after the first. */
  STALLED,
  /** It sends pings of WebSocket as fast as it can, and reads the pongs. */
  FLOOD,
  /** The same, without reading. */
  UNREAD_FLOOD,
  /** The head of its answer to the handshake never ends. */
  ENDLESS_HEAD;

  String cookie() {
    return "case=" + name().toLowerCase(Locale.ROOT);
  }

  /** What the head of a handshake orders. */
  static Misbehaviour in(String head) {
    return Arrays.stream(values())
        .filter(each -> head.contains(each.cookie() + "\r\n"))
        .findFirst()
        .orElse(NONE);
  }
}
