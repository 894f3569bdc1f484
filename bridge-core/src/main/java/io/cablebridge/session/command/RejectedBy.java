package io.cablebridge.session.command;

import java.util.Locale;

/** What refused a subscription; {@link #text} is its name in the metrics. */
public enum RejectedBy {
  /** Rails rejected it, or did not answer. */
  UPSTREAM,
  /** The session already had the maximum number of subscriptions. */
  LIMIT;

  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
