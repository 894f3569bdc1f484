package io.cablebridge.setting;

/** When a running bridge applies a changed value after SIGHUP. */
public enum Reload {
  /** Only a restart applies it. */
  NEEDS_RESTART,
  /** It holds for sessions that are opened afterwards. */
  NEW_SESSIONS,
  /** It holds for everything from that moment on. */
  AT_ONCE
}
