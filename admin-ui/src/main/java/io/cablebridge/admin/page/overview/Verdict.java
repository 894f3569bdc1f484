package io.cablebridge.admin.page.overview;

import io.cablebridge.admin.page.DurationText;
import io.cablebridge.admin.page.HealthView;
import io.cablebridge.admin.page.HealthView.Trouble;
import io.cablebridge.admin.page.NumberText;
import io.cablebridge.admin.page.Query;
import io.cablebridge.admin.page.Timestamp;
import io.cablebridge.admin.page.session.Finding;
import io.cablebridge.engine.OperatorAccess;
import io.cablebridge.health.HealthProblem;
import io.cablebridge.monitoring.RecentLosses;
import io.cablebridge.session.diagnostics.EngineSnapshot;
import io.cablebridge.session.diagnostics.SessionSnapshot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The state of the bridge in one word, and why: the problems of readiness, an outage of Rails
 * without its grace, messages that are being dropped, and sessions that do not keep up.
 *
 * @param word {@code Well}, {@code Full}, {@code Attention} or {@code Not well}
 * @param level {@code good}, {@code wait} or {@code bad}
 */
public record Verdict(String word, String level, List<Line> lines) {
  private static final double BAD_PERCENT = 1;

  /** Of many clients some are always slow; fewer than this are named and raise no alarm. */
  private static final double WAIT_PERCENT = 1;

  private static final String BAD = "bad";
  private static final String WAIT = "wait";
  private static final String GOOD = "good";
  private static final Map<String, String> TEXTS =
      Map.of(
          "stalled", "A write waits for the client",
          "queue", "The queue is almost full",
          "upstream", "No connection to Rails",
          "absent", "The client is absent");

  /**
   * One reason.
   *
   * @param since the time of its beginning; null if it has none
   * @param path the page that shows more; empty if there is none
   */
  public record Line(String level, String text, @Nullable Timestamp since, String path) {

    /** The address of that page, with or without the reload. */
    public String address(boolean renewing) {
      if (renewing) {
        return path;
      }
      return path + (path.contains("?") ? "&" : "?") + Query.RENEW + "=" + Query.RENEW_OFF;
    }

    static Line of(Trouble problem) {
      return new Line(BAD, problem.text(), problem.since(), "");
    }
  }

  static Verdict of(EngineSnapshot snapshot, OperatorAccess engine) {
    List<SessionSnapshot> live = snapshot.live();
    List<Line> lines = new ArrayList<>();
    health(lines, HealthView.of(engine).problems(), engine.outage());
    losses(lines, engine.recentLosses());
    boolean full = live.size() >= snapshot.maxSessions();
    if (full) {
      String text = "The limit of sessions is reached: new ones are refused.";
      lines.add(new Line(WAIT, text, null, "/limits"));
    }
    boolean onlyFull = full && lines.size() == 1;
    sessions(lines, live);
    if (hasLevel(lines, BAD)) {
      return new Verdict("Not well", BAD, lines);
    } else if (hasLevel(lines, WAIT)) {
      return new Verdict(onlyFull ? "Full" : "Attention", WAIT, lines);
    }
    return new Verdict("Well", GOOD, lines);
  }

  private static boolean hasLevel(List<Line> lines, String level) {
    return lines.stream().anyMatch(line -> line.level().equals(level));
  }

  private static void health(
      List<Line> lines, List<Trouble> problems, Optional<HealthProblem> outage) {
    problems.forEach(problem -> lines.add(Line.of(problem)));
    outage
        .filter(away -> problems.stream().noneMatch(one -> one.reason().equals(away.reason())))
        .ifPresent(away -> lines.add(Line.of(Trouble.of(away))));
  }

  private static void losses(List<Line> lines, RecentLosses losses) {
    if (losses.dropped() > 0) {
      double percent = losses.percent();
      String text =
          String.format(
              Locale.ROOT,
              "%s %% of the messages were dropped in the last %s (%,d of %,d)",
              new NumberText(percent),
              DurationText.of(losses.window()),
              losses.dropped(),
              losses.received());
      String level = percent >= BAD_PERCENT ? BAD : WAIT;
      lines.add(new Line(level, text, null, "/sessions?trouble=dropped"));
    }
  }

  /** Sessions in trouble, by its kind; what was dropped long ago is no state of the bridge. */
  private static void sessions(List<Line> lines, List<SessionSnapshot> live) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (SessionSnapshot session : live) {
      Finding.of(session).stream()
          .map(Finding::word)
          .distinct()
          .filter(TEXTS::containsKey)
          .forEach(word -> counts.merge(word, 1, Integer::sum));
    }
    counts.forEach(
        (word, count) -> {
          String text =
              String.format(
                  Locale.ROOT, "%s: %,d of %,d sessions", TEXTS.get(word), count, live.size());
          // Clients leave all the time, and that is not a problem of the bridge.
          boolean alarms = !word.equals("absent") && count * 100.0 >= live.size() * WAIT_PERCENT;
          lines.add(new Line(alarms ? WAIT : GOOD, text, null, "/sessions?trouble=" + word));
        });
  }
}
