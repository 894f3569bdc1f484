package io.cablebridge.health;

import io.cablebridge.session.SessionRegistry;
import io.cablebridge.time.Time;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** {@code draining}: the process accepts no new sessions because it drains or stops. */
public final class DrainCheck implements Check {
  private final SessionRegistry sessions;
  private final SinceTimer timer;

  public DrainCheck(SessionRegistry sessions, Time time) {
    this.sessions = sessions;
    this.timer = new SinceTimer(time);
  }

  @Override
  public String reason() {
    return "draining";
  }

  @Override
  public @Nullable HealthProblem problem() {
    Instant since = timer.since(sessions.isClosing());
    return since == null
        ? null
        : new HealthProblem(
            reason(), "The bridge accepts no new sessions: it drains or stops", since);
  }
}
