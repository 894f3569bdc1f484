package io.cablebridge.session.command;

import io.cablebridge.protocol.JsonText;
import io.cablebridge.protocol.ParsedJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The subscriptions of a session by what their identifiers say, for a client that writes one with
 * other blanks or another order of keys than when it subscribed. Created for one POST, which uses
 * it under the {@link CommandLock}; it parses nothing before a command finds no subscription by its
 * bytes, and each subscription once at most.
 */
final class EqualIdentifiers {
  /** A longer identifier is found by its bytes only, which bounds the cost of a POST. */
  private static final int MAX_LENGTH = 4096;

  private final Subscriptions subscriptions;

  /** In the order in which the subscriptions were made; null before it is needed. */
  private @Nullable Map<ParsedJson, List<JsonText>> byValue;

  EqualIdentifiers(Subscriptions subscriptions) {
    this.subscriptions = subscriptions;
  }

  /** The identifier of the oldest subscription that says the same; null without one. */
  @Nullable JsonText find(JsonText identifier) {
    ParsedJson value = parse(identifier);
    if (value == null) {
      return null;
    }
    Map<ParsedJson, List<JsonText>> index = byValue;
    if (index == null) {
      index = new HashMap<>();
      byValue = index;
      subscriptions.all().forEach(subscription -> add(subscription.identifier()));
    }
    return index.getOrDefault(value, List.of()).stream()
        .filter(each -> subscriptions.find(each) != null) // not unsubscribed by this POST
        .findFirst()
        .orElse(null);
  }

  /** The POST has made a subscription. */
  void add(JsonText identifier) {
    Map<ParsedJson, List<JsonText>> index = byValue;
    ParsedJson value = index == null ? null : parse(identifier);
    if (index != null && value != null) {
      index.computeIfAbsent(value, first -> new ArrayList<>(1)).add(identifier);
    }
  }

  private static @Nullable ParsedJson parse(JsonText identifier) {
    return identifier.length() > MAX_LENGTH ? null : ParsedJson.of(identifier);
  }
}
