package io.cablebridge.e2e.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.cablebridge.e2e.rig.Json;
import java.util.List;

/** A complete answer to a poll. */
public record PollReply(RawResponse head, String text) {

  public int status() {
    return head.status();
  }

  public JsonNode json() {
    return Json.parse(text);
  }

  public List<JsonNode> messages() {
    return json().path("messages").valueStream().toList();
  }

  public List<JsonNode> messages(String type) {
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
