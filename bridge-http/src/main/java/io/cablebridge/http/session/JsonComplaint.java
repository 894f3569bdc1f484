package io.cablebridge.http.session;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.util.List;

/**
 * Says what is wrong with a JSON text, for the client. The parser's own message would quote the
 * text, which may hold a secret. Created for one parser.
 *
 * @param limits those of the parser
 */
record JsonComplaint(StreamReadConstraints limits) {

  /** How a message of the parser begins, and what it means. */
  private record Reason(String beginning, String text) {}

  private static final List<Reason> REASONS =
      List.of(
          new Reason("Unrecognized token", "there is an unknown word"),
          new Reason("Non-standard token", "there is an unknown word"),
          new Reason("Illegal unquoted character", "a string has an unescaped control character"),
          new Reason("Unrecognized character escape", "a string has an unknown escape"),
          new Reason("Invalid numeric value", "there is a malformed number"),
          new Reason("Unexpected close marker", "a bracket does not match"),
          new Reason("Unexpected character", "there is an unexpected character"));

  /**
   * A sentence.
   *
   * @param subject what the text is, such as "The body"
   */
  String of(String subject, JsonProcessingException e) {
    String message = e.getOriginalMessage();
    if (e instanceof StreamConstraintsException) {
      return subject + exceeded(message);
    }
    String place = place(e.getLocation());
    return message.startsWith("Duplicate")
        ? subject + " has an object with the same key twice" + place
        : subject + " is not JSON: " + reason(e, message) + place;
  }

  private String exceeded(String message) {
    if (message.contains("depth")) {
      return " is nested deeper than " + limits.getMaxNestingDepth() + " levels.";
    } else if (message.startsWith("Number")) {
      return " has a number of more than " + limits.getMaxNumberLength() + " characters.";
    } else if (message.startsWith("Name")) {
      return " has a key of more than " + limits.getMaxNameLength() + " characters.";
    }
    return " has a string of more than " + limits.getMaxStringLength() + " characters.";
  }

  private static String reason(JsonProcessingException e, String message) {
    if (e instanceof JsonEOFException) {
      return "it ends too early";
    }
    return REASONS.stream()
        .filter(reason -> message.startsWith(reason.beginning))
        .map(Reason::text)
        .findFirst()
        .orElse("it is malformed");
  }

  private static String place(JsonLocation location) {
    return " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ").";
  }
}
