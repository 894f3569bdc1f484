package io.cablebridge.http.rig;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** A whole HTTP answer; header names in any case. */
public record Answer(int status, Map<String, List<String>> headers, byte[] body) {
  private static final ObjectMapper JSON = new ObjectMapper();

  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  public JsonNode json() {
    return parse(text());
  }

  /** What an error object says to people. */
  public String detail() {
    return json().get("detail").asText();
  }

  /** All values of a header; empty without it. */
  public String header(String name) {
    return String.join(", ", headers.getOrDefault(name, List.of()));
  }

  /** The messages of a poll's answer. */
  public List<JsonNode> messages() {
    return StreamSupport.stream(json().get("messages").spliterator(), false).toList();
  }

  /** The {@code type}s of a poll's messages. */
  public List<String> types() {
    return messages().stream().map(message -> message.get("type").asText()).toList();
  }

  /** The messages of Rails in a poll's answer, each as its JSON text. */
  public List<String> received() {
    return messages().stream()
        .filter(message -> message.get("type").asText().equals("received"))
        .map(message -> message.get("message").toString())
        .toList();
  }

  public Answer expect(int expected) {
    assertThat(status).as(text()).isEqualTo(expected);
    return this;
  }

  /** Checks that this is the error object, whole, with that status and code. */
  public Answer expectError(int expected, String code) {
    assertThat(status).as(text()).isEqualTo(expected);
    assertThat(header("Content-Type")).isEqualTo("application/json");
    assertThat(header("Cache-Control")).isEqualTo("no-store");
    JsonNode error = json();
    assertThat(error.fieldNames()).toIterable().containsExactly("error", "detail", "retry");
    assertThat(error.get("error").asText()).isEqualTo(code);
    assertThat(error.get("detail").asText()).endsWith(".").doesNotContain("Exception");
    assertThat(error.get("retry").isBoolean()).isTrue();
    return this;
  }

  public static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + text, e);
    }
  }
}
