package io.cablebridge.admin.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An identifier as the console shows it: the channel's name, and its parameters as {@code room:
 * lobby}. The identifier is the client's text: it is shortened, characters that control the display
 * or the writing direction are replaced, and values that look like secrets (a signed stream name is
 * one) are masked.
 *
 * @param name Rails' channel class, or the beginning of an identifier without one
 * @param parameters the other members, empty without any
 */
public record ChannelLabel(String name, String parameters) {

  private static final int MAX_NAME = 48;
  private static final int MAX_KEY = 24;
  private static final int MAX_VALUE = 20;
  private static final int MAX_PARAMETERS = 4;
  private static final Pattern SECRET =
      Pattern.compile("sign|token|secret|passw|key|auth|credential|jwt|sgid");
  private static final Pattern UNPRINTABLE =
      Pattern.compile("[\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]");
  private static final JsonMapper JSON = new JsonMapper();

  public static ChannelLabel of(String identifier) {
    try {
      JsonNode parsed = JSON.readTree(identifier);
      JsonNode channel = parsed.path("channel");
      if (channel.isTextual()) {
        return new ChannelLabel(printable(channel.textValue(), MAX_NAME), parameters(parsed));
      }
    } catch (JsonProcessingException notJson) {
      // It has no name, like JSON without a channel.
    }
    return new ChannelLabel(printable(identifier, MAX_VALUE), "");
  }

  private static String parameters(JsonNode identifier) {
    String shown =
        identifier.properties().stream()
            .filter(member -> !member.getKey().equals("channel"))
            .limit(MAX_PARAMETERS)
            .map(member -> parameter(member.getKey(), member.getValue()))
            .collect(Collectors.joining(", "));
    return identifier.size() - 1 > MAX_PARAMETERS ? shown + ", …" : shown;
  }

  private static String parameter(String key, JsonNode value) {
    String shown;
    if (SECRET.matcher(key.toLowerCase(Locale.ROOT)).find()) {
      shown = "•••";
    } else if (value.isContainerNode()) {
      shown = value.isObject() ? "{…}" : "[…]";
    } else {
      shown = printable(value.asText(), MAX_VALUE);
    }
    return printable(key, MAX_KEY) + ": " + shown;
  }

  /** The beginning of a hostile text, with the characters that control the display replaced. */
  public static String printable(String text, int maxLength) {
    int end =
        text.offsetByCodePoints(0, Math.min(maxLength, text.codePointCount(0, text.length())));
    String shown = UNPRINTABLE.matcher(text.substring(0, end)).replaceAll("�");
    return end < text.length() ? shown + "…" : shown;
  }
}
