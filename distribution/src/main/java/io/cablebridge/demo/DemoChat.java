package io.cablebridge.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The messages of the demo's channels. Texts are cut to a maximum length, so that one page cannot
 * fill the memory of the others. Pure functions.
 */
final class DemoChat {

  static final int MAX_NAME = 40;
  private static final int MAX_ROOM = 64;
  private static final int MAX_TEXT = 2_000;
  private static final int MAX_TAG = 40;
  private static final String DEFAULT_ROOM = "lobby";

  private DemoChat() {}

  /** The room that an identifier names. */
  static String room(JsonNode identifier) {
    return text(identifier, "room", DEFAULT_ROOM, MAX_ROOM);
  }

  /** The first message of a subscription. */
  static ObjectNode welcome(String room, DemoUser user) {
    return object("welcome")
        .put("text", "Welcome to " + room + ", " + user.nameOr("stranger") + ".")
        .put("room", room);
  }

  /** The message to a room for {@code speak}. A page recognises its own messages by the tag. */
  static ObjectNode said(DemoUser user, JsonNode data) {
    return object("said")
        .put("name", user.nameOr(text(data, "name", "anonymous", MAX_NAME)))
        .put("text", text(data, "text", "", MAX_TEXT))
        .put("tag", text(data, "tag", "", MAX_TAG));
  }

  static ObjectNode tick() {
    return object("tick").put("time", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
  }

  private static ObjectNode object(String kind) {
    return JsonNodeFactory.instance.objectNode().put("kind", kind);
  }

  private static String text(JsonNode from, String field, String instead, int limit) {
    String text = from.path(field).asText().strip();
    return text.isEmpty() ? instead : shorten(text, limit);
  }

  static String shorten(String text, int limit) {
    return text.codePointCount(0, text.length()) <= limit
        ? text
        : text.substring(0, text.offsetByCodePoints(0, limit));
  }
}
