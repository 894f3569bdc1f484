package io.cablebridge.e2e.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.cablebridge.e2e.rig.BridgeProcess;
import io.cablebridge.e2e.rig.HttpCalls;
import io.cablebridge.e2e.rig.Json;
import java.net.http.HttpResponse;

/** Sends the commands of one session by POST. Identifiers and data are JSON text. */
public final class CommandClient {

  private final HttpCalls calls;
  private final String path;

  /**
   * @param path the events id, optionally with a query
   */
  public CommandClient(BridgeProcess bridge, String path, String... headers) {
    this.calls = bridge.calls(headers);
    this.path = "/" + path;
  }

  public JsonNode subscribe(String identifier) {
    return one("{\"identifier\":" + identifier + ",\"subscribe\":true}");
  }

  public JsonNode unsubscribe(String identifier) {
    return one("{\"identifier\":" + identifier + ",\"unsubscribe\":true}");
  }

  public JsonNode send(String identifier, String data) {
    return one("{\"identifier\":" + identifier + ",\"send\":" + data + "}");
  }

  private JsonNode one(String request) {
    HttpResponse<String> response = post("[" + request + "]");
    if (response.statusCode() != 200) {
      throw new IllegalStateException(response.statusCode() + " " + response.body());
    }
    return Json.parse(response.body()).get(0);
  }

  public HttpResponse<String> post(String body) {
    return calls.post(path, body, "Content-Type", "application/json");
  }
}
