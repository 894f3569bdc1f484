package io.cablebridge.upstream.cable;

/** What {@link CableCounters} count besides connects and disconnects. */
public enum CableCount {
  /** Frames from Rails that mean nothing to the bridge. */
  FRAMES_IGNORED,
  /** Commands refused because too many of their session were already waiting for Rails. */
  COMMANDS_REFUSED
}
