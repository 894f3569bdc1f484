package io.cablebridge.admin;

import io.cablebridge.session.diagnostics.EngineSnapshot;
import io.cablebridge.session.diagnostics.SessionSnapshot;
import java.util.List;

/**
 * The sessions of a snapshot that live. Those that have ended are in it too, for as long as the
 * engine remembers them so that a client that comes back is told.
 */
final class Living {
  /** The state of the upstream of a session that has ended, and of no other. */
  static final String ENDED = "closed";

  private Living() {}

  static List<SessionSnapshot> of(EngineSnapshot engine) {
    return engine.sessions().stream().filter(Living::lives).toList();
  }

  static boolean lives(SessionSnapshot session) {
    return !session.upstream().equals(ENDED);
  }
}
