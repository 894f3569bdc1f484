package io.cablebridge.fake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** One dispatched event: the last event id at that time, the event's name, its data. */
public record SseEvent(String id, String name, String data) {
  private static final ObjectMapper JSON = new ObjectMapper();

  public JsonNode json() {
    try {
      return JSON.readTree(data);
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + data, e);
    }
  }

  /** The {@code type} of the bridge's object. */
  public String type() {
    return json().path("type").asText();
  }
}
