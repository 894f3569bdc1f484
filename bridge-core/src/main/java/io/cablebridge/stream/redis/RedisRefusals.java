package io.cablebridge.stream.redis;

import io.cablebridge.stream.BrokerHealth;
import io.cablebridge.stream.BrokerUnavailableException;
import io.cablebridge.time.LogLimiter;
import io.cablebridge.time.Time;
import io.lettuce.core.RedisCommandExecutionException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The commands that Redis answers with an error: a server that is full, read-only or loading, or
 * that does not permit a command, answers all the same. Each kind of error is logged once a minute,
 * and the broker has a problem while publications or reads of histories are refused. Created by
 * {@link RedisBroker}; thread-safe.
 */
final class RedisRefusals {
  private static final Logger log = LoggerFactory.getLogger(RedisRefusals.class);

  /** Without another refusal a problem ends after this time. */
  private static final Duration PROBLEM_LIFE = Duration.ofMinutes(1);

  private static final int MAX_TEXT = 200;

  /** Older servers put the error of a script's command behind their own text. */
  private static final Pattern KIND =
      Pattern.compile(
          "\\b(READONLY|OOM|MISCONF|NOPERM|NOAUTH|LOADING|MASTERDOWN|CLUSTERDOWN|MOVED"
              + "|NOREPLICAS|BUSY)\\b");

  /** What is refused, in the words of the log. */
  enum Operation {
    PUBLICATION("publications"),
    HISTORY("reads of histories"),
    MARK("the mark of a stream on which Rails broadcasts"),
    PING("the bridge's own pings"),
    SUBSCRIPTION("a subscription");

    private final String noun;

    Operation(String noun) {
      this.noun = noun;
    }
  }

  private record Refused(String text, Instant since, long lastNanos) {}

  private final String address;
  private final Runnable whenReadOnly;
  private final Time time;
  private final Map<String, LogLimiter> limiters = new ConcurrentHashMap<>();
  private volatile @Nullable Refused publications;
  private volatile @Nullable Refused histories;

  /**
   * @param address of Redis, for the log
   * @param whenReadOnly called when the server is, or has become, a replica
   */
  RedisRefusals(String address, Runnable whenReadOnly, Time time) {
    this.address = address;
    this.whenReadOnly = whenReadOnly;
    this.time = time;
  }

  /** The error with which Redis has answered; null for a failure without an answer. */
  static @Nullable String errorOf(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return cause instanceof RedisCommandExecutionException ? text(cause) : null;
  }

  /** The server's text, shortened; an unknown command is answered with its arguments. */
  private static String text(Throwable refusal) {
    String text = String.valueOf(refusal.getMessage());
    int arguments = text.indexOf(", with args beginning");
    return text.substring(0, Math.min(arguments < 0 ? text.length() : arguments, MAX_TEXT));
  }

  /** The failure of a publication, for its publisher. */
  static BrokerUnavailableException unavailable(Throwable failure) {
    return new BrokerUnavailableException(
        errorOf(failure) != null ? "Redis refuses the publication" : PubSubProbe.UNAVAILABLE,
        failure);
  }

  static String kindOf(String error) {
    Matcher kind = KIND.matcher(error);
    return kind.find() ? kind.group(1) : "ERR";
  }

  /** Watches how Redis answers a command. */
  <T> CompletionStage<T> watch(Operation operation, CompletionStage<T> answer) {
    return answer.whenComplete(
        (result, failure) -> {
          String error = failure == null ? null : errorOf(failure);
          if (error != null) {
            refused(operation, error);
          } else if (failure == null) {
            accepted(operation);
          }
        });
  }

  private void accepted(Operation operation) {
    if (operation == Operation.PUBLICATION && publications != null) {
      publications = null;
    } else if (operation == Operation.HISTORY && histories != null) {
      histories = null;
    }
  }

  private void refused(Operation operation, String error) {
    String kind = kindOf(error);
    log(operation, kind, error, null);
    if (operation == Operation.PUBLICATION) {
      publications = renewed(publications, operation, error);
    } else if (operation == Operation.HISTORY) {
      histories = renewed(histories, operation, error);
    }
    if (kind.equals("READONLY") || kind.equals("MASTERDOWN")) {
      whenReadOnly.run();
    }
  }

  /** The text stays as it is while the problem lasts. */
  private Refused renewed(@Nullable Refused last, Operation operation, String error) {
    long now = time.nanos();
    Refused before = current(last);
    return before != null
        ? new Refused(before.text(), before.since(), now)
        : new Refused("Redis refuses " + operation.noun + ": " + error, time.now(), now);
  }

  /** The refusal, unless it is too long ago. */
  private @Nullable Refused current(@Nullable Refused refused) {
    boolean isCurrent =
        refused != null && time.nanos() - refused.lastNanos() < PROBLEM_LIFE.toNanos();
    return isCurrent ? refused : null;
  }

  /** Redis refuses the subscription to a channel, which is named by its short form. */
  void refusedSubscription(String error, @Nullable String channel) {
    log(Operation.SUBSCRIPTION, kindOf(error), error, channel);
  }

  private void log(Operation operation, String kind, String error, @Nullable String channel) {
    limiters
        .computeIfAbsent(operation + kind, key -> new LogLimiter(time))
        .pass()
        .ifPresent(
            more ->
                log.warn(
                    "Redis refuses {}{} redis={} error={} others={}",
                    operation.noun,
                    channel == null ? "" : " channel=" + channel,
                    address,
                    error,
                    more));
  }

  /** Whether this kind of command is a problem now: publications, or reads of histories. */
  boolean isRefused(Operation operation) {
    return current(operation == Operation.PUBLICATION ? publications : histories) != null;
  }

  /** What readers and publishers are denied, for the operator; null if nothing is. */
  @Nullable BrokerHealth problem() {
    Refused publication = current(publications);
    Refused refused = publication != null ? publication : current(histories);
    return refused == null
        ? null
        : new BrokerHealth("redis", refused.text(), refused.since(), true);
  }
}
