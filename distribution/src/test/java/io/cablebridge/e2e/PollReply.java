package io.cablebridge.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** A whole answer to a poll. */
record PollReply(RawResponse head, String text) {

  int status() {
    return head.status();
  }

  JsonNode json() {
    return Json.parse(text);
  }

  List<JsonNode> messages() {
    return json().path("messages").valueStream().toList();
  }

  List<JsonNode> messages(String type) {
    return messages().stream()
        .filter(message -> message.path("type").asText().equals(type))
        .toList();
  }

  String position() {
    return json().path("position").asText();
  }

  int dropped() {
    return json().path("dropped").asInt();
  }
}
