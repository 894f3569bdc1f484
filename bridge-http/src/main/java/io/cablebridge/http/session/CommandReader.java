package io.cablebridge.http.session;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cablebridge.http.exchange.ApiException;
import io.cablebridge.http.exchange.ErrorCode;
import io.cablebridge.http.request.HttpConfig;
import io.cablebridge.protocol.Command;
import io.cablebridge.protocol.HistoryRequest;
import io.cablebridge.protocol.JsonText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of a POST, {@code [{"identifier":{"channel":"…"},"subscribe":true}, …]}, into
 * commands that hold the client's own text of {@code identifier} and {@code send}. A body that is
 * no array of objects is refused as a whole, with the place; an object that is no command becomes
 * {@link Command.Invalid}. Thread-safe.
 */
public final class CommandReader {
  private static final int MAX_NESTING = 100;
  private static final ObjectMapper TREES = new ObjectMapper();

  private final JsonFactory json =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_NESTING)
                  .maxNumberLength(1000)
                  .build())
          .build();

  private volatile int maxCommands;
  private final LongAdder tooMany = new LongAdder();

  public CommandReader(int maxCommands) {
    this.maxCommands = maxCommands;
  }

  /** How many bodies had more requests than that. */
  public Number tooMany() {
    return tooMany;
  }

  /** Takes over another number of requests. */
  public void adopt(HttpConfig newer) {
    maxCommands = newer.maxCommands();
  }

  /**
   * Reads a whole body.
   *
   * @throws ApiException naming the byte or the index; nothing may be performed then
   */
  List<Command> read(byte[] body) throws ApiException {
    requireUtf8(body);
    List<Command> commands = new ArrayList<>();
    try (JsonParser parser = json.createParser(body)) {
      JsonToken first = parser.nextToken();
      if (first == JsonToken.START_OBJECT) {
        commands.add(command(parser, body));
      } else if (first == JsonToken.START_ARRAY) {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          if (commands.size() == maxCommands) {
            tooMany.increment();
            throw bad("The body has more than " + maxCommands + " requests.");
          }
          if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw bad("The request at index " + commands.size() + " is not an object.");
          }
          commands.add(command(parser, body));
        }
      } else {
        throw bad("The body is not an array of requests.");
      }
      if (parser.nextToken() != null) {
        throw bad("There is text after the array of requests.");
      }
    } catch (JsonProcessingException e) {
      throw bad(
          "The body is not JSON that we take, in the request at index "
              + commands.size()
              + place(e)
              + ": "
              + reason(e));
    } catch (IOException e) {
      throw bad("The body cannot be read.");
    }
    if (commands.isEmpty()) {
      throw bad("The array of requests is empty.");
    }
    return commands;
  }

  /** Reads the values of {@code ?subscribe=}: identifiers to subscribe to. */
  List<Command> subscribes(List<String> identifiers) throws ApiException {
    if (identifiers.size() > maxCommands) {
      tooMany.increment();
      throw bad("More than " + maxCommands + " \"subscribe\" parameters.");
    }
    List<Command> commands = new ArrayList<>();
    for (String identifier : identifiers) {
      byte[] text = identifier.getBytes(StandardCharsets.UTF_8);
      try (JsonParser parser = json.createParser(text)) {
        parser.nextToken();
        JsonText raw = identifier(parser, text);
        if (raw == null || parser.nextToken() != null) {
          throw bad("A parameter \"subscribe\" is not an object with a \"channel\".");
        }
        commands.add(new Command.Subscribe(raw));
      } catch (IOException e) {
        throw bad("A parameter \"subscribe\" is not JSON.");
      }
    }
    return commands;
  }

  /** Reads the object that the parser stands at. */
  private Command command(JsonParser parser, byte[] body) throws IOException {
    JsonText identifier = null;
    JsonText data = null;
    boolean subscribe = false;
    boolean unsubscribe = false;
    int kinds = 0;
    HistoryRequest history = null;
    String error = null;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      switch (name) {
        case "identifier" -> {
          identifier = identifier(parser, body);
          error = identifier == null ? "invalid_identifier" : error;
        }
        case "subscribe" -> {
          subscribe = parser.currentToken() == JsonToken.VALUE_TRUE;
          kinds += subscribe ? 1 : 0;
          parser.skipChildren();
        }
        case "unsubscribe" -> {
          unsubscribe = parser.currentToken() == JsonToken.VALUE_TRUE;
          kinds += unsubscribe ? 1 : 0;
          parser.skipChildren();
        }
        case "send" -> {
          if (parser.currentToken() == JsonToken.START_OBJECT) {
            data = raw(parser, body);
            kinds++;
          } else if (parser.currentToken() != JsonToken.VALUE_NULL) {
            parser.skipChildren();
            error = "invalid_send";
          }
        }
        case "history" -> {
          history = HistoryReader.read(TREES.readTree(raw(parser, body).bytes()));
          error = history == null ? "invalid_history" : error;
        }
        default -> parser.skipChildren();
      }
    }
    if (error != null || identifier == null) {
      return new Command.Invalid(error == null ? "invalid_identifier" : error);
    }
    if (kinds != 1) {
      return new Command.Invalid("invalid_request");
    }
    return data != null
        ? new Command.Send(identifier, data)
        : subscribe
            ? new Command.Subscribe(identifier, history)
            : new Command.Unsubscribe(identifier);
  }

  /**
   * The text of the object that the parser stands at, if it has a {@code channel}; null otherwise.
   */
  private static @Nullable JsonText identifier(JsonParser parser, byte[] body) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return null;
    }
    int from = (int) parser.currentTokenLocation().getByteOffset();
    boolean channel = false;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      boolean named = parser.currentName().equals("channel");
      parser.nextToken();
      channel |= named && parser.currentToken() == JsonToken.VALUE_STRING;
      parser.skipChildren();
    }
    return channel ? slice(body, from, parser) : null;
  }

  private static JsonText raw(JsonParser parser, byte[] body) throws IOException {
    int from = (int) parser.currentTokenLocation().getByteOffset();
    parser.skipChildren();
    return slice(body, from, parser);
  }

  private static JsonText slice(byte[] body, int from, JsonParser parser) {
    return new JsonText(
        Arrays.copyOfRange(body, from, (int) parser.currentLocation().getByteOffset()));
  }

  /**
   * The parser guesses encodings and is lenient inside what it skips; we take UTF-8 alone, and no
   * NUL.
   */
  private static void requireUtf8(byte[] body) throws ApiException {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
    } catch (CharacterCodingException e) {
      throw bad("The body is not UTF-8.");
    }
    for (byte b : body) {
      if (b == 0) {
        throw bad("The body holds a NUL.");
      }
    }
  }

  /** A limit that was passed has no place. */
  private static String place(JsonProcessingException e) {
    JsonLocation location = e.getLocation();
    return location == null ? "" : ", near byte " + location.getByteOffset();
  }

  /** What went wrong, without the parser's quotation of what the client wrote. */
  private static String reason(JsonProcessingException e) {
    String message = e.getOriginalMessage();
    return message.startsWith("Duplicate")
        ? "a name stands twice in one object."
        : message.contains("nesting") || message.contains("depth")
            ? "it is nested too deeply."
            : message.contains("Number") ? "a number is too long." : "it is malformed.";
  }

  private static ApiException bad(String detail) {
    return new ApiException(ErrorCode.BAD_REQUEST, detail);
  }
}
