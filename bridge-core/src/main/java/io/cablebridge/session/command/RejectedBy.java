package io.cablebridge.session.command;

/** What refused a subscription. */
public enum RejectedBy {
  /** Rails rejected it, or did not answer. */
  UPSTREAM,
  /** The session already had the maximum number of subscriptions. */
  LIMIT
}
