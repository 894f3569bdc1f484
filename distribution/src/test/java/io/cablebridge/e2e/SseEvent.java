package io.cablebridge.e2e;

import com.fasterxml.jackson.databind.JsonNode;

/** One dispatched event: the last event id at that moment, the event's name, its data. */
record SseEvent(String id, String event, String data) {

  JsonNode json() {
    return Json.parse(data);
  }

  /** The {@code type} of the bridge's object. */
  String type() {
    return json().path("type").asText();
  }
}
