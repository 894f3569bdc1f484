package io.cablebridge.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.eclipse.jetty.server.Request;

/**
 * The messages of the demo's channels. Texts are cut to a maximum length, so that one page cannot
 * fill the memory of the others. Pure functions.
 */
final class DemoChat {
  private static final String USER_COOKIE = "demo_user";
  private static final int MAX_NAME = 40;
  private static final int MAX_ROOM = 64;
  private static final int MAX_TEXT = 2_000;
  private static final int MAX_TAG = 40;
  private static final String DEFAULT_ROOM = "lobby";

  private DemoChat() {}

  static String room(JsonNode identifier) {
    return text(identifier, "room", DEFAULT_ROOM, MAX_ROOM);
  }

  /** The user of a connection, by the cookie {@code demo_user}; empty without one. */
  static String user(Request request) {
    return Request.getCookies(request).stream()
        .filter(cookie -> cookie.getName().equals(USER_COOKIE))
        .findFirst()
        .map(cookie -> shorten(decoded(cookie.getValue()), MAX_NAME))
        .orElse("");
  }

  private static String decoded(String value) {
    try {
      return URLDecoder.decode(value, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return value;
    }
  }

  static ObjectNode welcome(String room, String user) {
    return object("welcome")
        .put("text", "Welcome to " + room + ", " + (user.isEmpty() ? "stranger" : user) + ".")
        .put("room", room);
  }

  /**
   * The message to a room for {@code speak}. The messages of a signed-in user carry that name,
   * whatever name they claim. A page recognises its own messages by the tag.
   */
  static ObjectNode said(String user, JsonNode data) {
    return object("said")
        .put("name", user.isEmpty() ? text(data, "name", "anonymous", MAX_NAME) : user)
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

  private static String shorten(String text, int limit) {
    return text.codePointCount(0, text.length()) <= limit
        ? text
        : text.substring(0, text.offsetByCodePoints(0, limit));
  }
}
