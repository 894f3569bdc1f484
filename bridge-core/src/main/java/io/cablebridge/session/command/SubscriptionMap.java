package io.cablebridge.session.command;

import io.cablebridge.protocol.JsonText;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The subscriptions of one session by identifier, in the order in which they were made. Most
 * sessions have one: it needs no hash table, which saves 80 bytes a session. Owned by {@link
 * Subscriptions}; the session's lock guards it.
 */
final class SubscriptionMap {
  private final int max;

  /** Immutable with at most one entry; else a hash table. */
  private Map<JsonText, Subscription> entries = Map.of();

  private boolean hasStream;
  private boolean hasUnconfirmedStream;

  SubscriptionMap(int max) {
    this.max = max;
  }

  @Nullable Subscription get(JsonText identifier) {
    return entries.get(identifier);
  }

  boolean isFull() {
    return entries.size() >= max;
  }

  Collection<Subscription> values() {
    return entries.values();
  }

  /** A copy of those that Rails carries. */
  List<Subscription> ofRails() {
    return entries.values().stream().filter(subscription -> !subscription.isStream()).toList();
  }

  boolean hasStream() {
    return hasStream;
  }

  boolean hasUnconfirmedStream() {
    return hasUnconfirmedStream;
  }

  /** Adds a subscription, or replaces the one of the same identifier in its place. */
  void put(Subscription subscription) {
    JsonText identifier = subscription.identifier();
    int others = entries.containsKey(identifier) ? entries.size() - 1 : entries.size();
    if (others == 0) {
      entries = Map.of(identifier, subscription);
    } else {
      table().put(identifier, subscription);
    }
    lookForStreams();
  }

  @Nullable Subscription remove(JsonText identifier) {
    Subscription removed = entries.get(identifier);
    if (removed != null && entries.size() == 1) {
      entries = Map.of();
    } else if (removed != null) {
      table().remove(identifier);
    }
    lookForStreams();
    return removed;
  }

  private Map<JsonText, Subscription> table() {
    if (!(entries instanceof LinkedHashMap)) {
      entries = new LinkedHashMap<>(entries);
    }
    return entries;
  }

  private void lookForStreams() {
    hasStream = false;
    hasUnconfirmedStream = false;
    for (Subscription subscription : entries.values()) {
      hasStream |= subscription.isStream();
      hasUnconfirmedStream |= subscription.isStream() && !subscription.confirmed();
    }
  }
}
