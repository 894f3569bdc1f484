package io.cablebridge.admin.page;

import io.cablebridge.session.diagnostics.EngineSnapshot;
import io.cablebridge.session.diagnostics.SessionSnapshot;
import java.util.List;

/**
 * The sessions of a snapshot that live. Those that have ended are in it too, for as long as the
 * engine remembers them so that a client that comes back is told.
 */
public final class Living {
  /** The state of the upstream of a session that has ended, and of no other. */
  public static final String ENDED = "closed";

  private Living() {}

  public static List<SessionSnapshot> of(EngineSnapshot engine) {
    return engine.sessions().stream().filter(Living::lives).toList();
  }

  public static boolean lives(SessionSnapshot session) {
    return !session.upstream().equals(ENDED);
  }
}
