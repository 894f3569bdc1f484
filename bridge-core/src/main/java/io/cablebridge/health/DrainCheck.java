package io.cablebridge.health;

import io.cablebridge.session.SessionRegistry;
import io.cablebridge.time.Time;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** {@code draining}: no new sessions are taken, as the process drains or goes down. */
public final class DrainCheck implements Check {
  private final SessionRegistry sessions;
  private final SinceTimer spell;

  public DrainCheck(SessionRegistry sessions, Time time) {
    this.sessions = sessions;
    this.spell = new SinceTimer(time);
  }

  @Override
  public String reason() {
    return "draining";
  }

  @Override
  public @Nullable HealthProblem problem() {
    Instant since = spell.since(sessions.isClosing());
    return since == null
        ? null
        : new HealthProblem(
            reason(), "The bridge takes no new sessions: it is to be stopped", since);
  }
}
