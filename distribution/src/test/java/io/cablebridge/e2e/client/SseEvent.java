package io.cablebridge.e2e.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.cablebridge.e2e.rig.Json;

/** One dispatched event: the last event id at that time, the event's name, its data. */
public record SseEvent(String id, String event, String data) {

  public JsonNode json() {
    return Json.parse(data);
  }

  /** The {@code type} of the bridge's object. */
  public String type() {
    return json().path("type").asText();
  }
}
