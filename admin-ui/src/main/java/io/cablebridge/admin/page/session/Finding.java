package io.cablebridge.admin.page.session;

import io.cablebridge.admin.page.ByteCount;
import io.cablebridge.admin.page.ChannelLabel;
import io.cablebridge.admin.page.DurationText;
import io.cablebridge.protocol.CloseReason;
import io.cablebridge.protocol.UpstreamState;
import io.cablebridge.session.diagnostics.DropCause;
import io.cablebridge.session.diagnostics.EndedSession;
import io.cablebridge.session.diagnostics.ReadBy;
import io.cablebridge.session.diagnostics.SessionCondition;
import io.cablebridge.session.diagnostics.SessionSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that is wrong with a session, or that ended it, in words for an operator.
 *
 * @param word what it is, one of {@link #WORDS}; the reason of the end of an ended session
 * @param key the setting that changes it; empty if there is none
 */
public record Finding(String word, String text, String key) {
  static final String STALLED = "stalled";
  static final String QUEUE = "queue";
  static final String DROPPED = "dropped";
  static final String UPSTREAM = "upstream";
  static final String ABSENT = "absent";

  /** What can be wrong with a live session. */
  static final List<String> WORDS = List.of(STALLED, QUEUE, DROPPED, UPSTREAM, ABSENT);

  private static final double NEARLY_FULL = 0.8;

  /** A page that is opened again, or a poll that follows a poll, takes less. */
  private static final Duration ABSENCE = Duration.ofSeconds(5);

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final int MAX_REASON = 60;
  private static final String WRITE_TIMEOUT = "sse.write-timeout";

  private static final Map<String, Finding> ENDS =
      Map.of(
          CloseReason.WRITE_STALLED.text(),
          end(
              CloseReason.WRITE_STALLED,
              "The client read nothing, so the bridge closed its response; the client did not"
                  + " return.",
              WRITE_TIMEOUT),
          CloseReason.EXPIRED.text(),
          end(
              CloseReason.EXPIRED,
              "The client left, and did not return within the linger.",
              "session.linger"),
          CloseReason.DELETED.text(),
          end(CloseReason.DELETED, "The client ended it.", ""),
          CloseReason.ENDED_BY_OPERATOR.text(),
          end(CloseReason.ENDED_BY_OPERATOR, "An operator ended it.", ""),
          CloseReason.SHUTTING_DOWN.text(),
          end(CloseReason.SHUTTING_DOWN, "The bridge drained or stopped.", "drain-timeout"),
          CloseReason.UNAUTHORIZED.text(),
          end(CloseReason.UNAUTHORIZED, "Rails refused the user.", ""),
          CloseReason.ORIGIN_REFUSED.text(),
          end(
              CloseReason.ORIGIN_REFUSED,
              "Rails does not accept the Origin of the page"
                  + " (config.action_cable.allowed_request_origins).",
              ""));

  private static Finding end(CloseReason reason, String text, String key) {
    return new Finding(reason.text(), text, key);
  }

  /** What is wrong with a live session, the most urgent first; empty if it is well. */
  public static List<Finding> of(SessionSnapshot session) {
    List<Finding> findings = new ArrayList<>(0);
    if (session.isLive()) {
      SessionCondition condition = session.condition();
      writing(findings, session, condition);
      queue(findings, session, condition);
      dropped(findings, session.dropped(), condition.lastDrop());
      upstream(findings, session, condition);
      absence(findings, condition);
    }
    return findings;
  }

  /** Why a session has ended, and what it lost. */
  public static List<Finding> of(EndedSession session) {
    List<Finding> findings = new ArrayList<>(2);
    String reason = session.reason().text();
    Finding known = ENDS.get(reason);
    String printable = ChannelLabel.printable(reason, MAX_REASON);
    findings.add(known != null ? known : new Finding(printable, "Rails ended it.", ""));
    dropped(findings, session.dropped(), session.lastDrop());
    return findings;
  }

  private static void writing(
      List<Finding> findings, SessionSnapshot session, SessionCondition condition) {
    DurationText time = DurationText.of(session.lastWriteStall());
    if (condition.stuck()) {
      String key = session.transport() == ReadBy.POLL ? "" : WRITE_TIMEOUT;
      add(findings, STALLED, "A write has waited " + time + " for the client.", key);
    } else if (condition.cut()) {
      String text = "The client read nothing for " + time + ", so the bridge closed its response.";
      add(findings, STALLED, text, WRITE_TIMEOUT);
    }
  }

  private static void queue(
      List<Finding> findings, SessionSnapshot session, SessionCondition condition) {
    if (session.queueLength() >= session.queueLimit() * NEARLY_FULL) {
      String fill = numbers(session.queueLength()) + " of " + numbers(session.queueLimit());
      add(findings, QUEUE, "The queue holds " + fill + " messages.", "session.queue-events");
    }
    if (condition.queueBytes() >= condition.queueBytesLimit() * NEARLY_FULL) {
      String fill =
          new ByteCount(condition.queueBytes())
              + " of "
              + new ByteCount(condition.queueBytesLimit());
      add(findings, QUEUE, "The queue holds " + fill + ".", "session.queue-bytes");
    }
  }

  private static void dropped(List<Finding> findings, long dropped, @Nullable DropCause cause) {
    if (dropped == 0) {
      return;
    }
    String text = numbers(dropped) + " messages were dropped, because ";
    if (cause == DropCause.MEMORY) {
      String why = text + "all queues together were full.";
      add(findings, DROPPED, why, "CABLE_BRIDGE_HEAP");
    } else if (cause == DropCause.QUEUE_BYTES) {
      String why = text + "the client was slow or absent, and its queue had too many bytes.";
      add(findings, DROPPED, why, "session.queue-bytes");
    } else {
      String why = text + "the client was slow or absent, and its queue had too many messages.";
      add(findings, DROPPED, why, "session.queue-events");
    }
  }

  private static void upstream(
      List<Finding> findings, SessionSnapshot session, SessionCondition condition) {
    if (session.upstream() == UpstreamState.RECONNECTING) {
      String text = "The connection to Rails is lost; the bridge connects again.";
      add(findings, UPSTREAM, text, "upstream.url");
    } else if (session.upstream() == UpstreamState.CONNECTING
        && condition.usesRails()
        && session.age().compareTo(CONNECT) > 0) {
      add(findings, UPSTREAM, "Rails has not welcomed the session yet.", "upstream.url");
    }
  }

  private static void absence(List<Finding> findings, SessionCondition condition) {
    if (condition.unattended().compareTo(ABSENCE) > 0) {
      DurationText time = DurationText.of(condition.unattended());
      add(findings, ABSENT, "The client has been absent for " + time + ".", "session.linger");
    }
  }

  private static void add(List<Finding> findings, String word, String text, String key) {
    findings.add(new Finding(word, text, key));
  }

  private static String numbers(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
