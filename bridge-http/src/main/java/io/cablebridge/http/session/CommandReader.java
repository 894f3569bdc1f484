package io.cablebridge.http.session;

import static io.cablebridge.http.exchange.ApiException.badRequest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cablebridge.http.exchange.ApiException;
import io.cablebridge.http.exchange.Reloadable;
import io.cablebridge.http.exchange.RequestCounters;
import io.cablebridge.http.request.HttpConfig;
import io.cablebridge.protocol.Command;
import io.cablebridge.protocol.HistoryRequest;
import io.cablebridge.protocol.JsonText;
import io.cablebridge.protocol.Utf8;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of a POST, {@code [{"identifier":{"channel":"…"},"subscribe":true}, …]}, into
 * commands that hold the client's own bytes of {@code identifier} and {@code send}. A body that is
 * not an array of objects is refused as a whole, with the place of the error; an object that is not
 * a command becomes {@link Command.Invalid}. One for the process, thread-safe.
 */
@Singleton
final class CommandReader {
  private static final int MAX_NESTING = 100;
  private static final ObjectMapper TREES = new ObjectMapper();

  private static final StreamReadConstraints LIMITS =
      StreamReadConstraints.builder().maxNestingDepth(MAX_NESTING).maxNumberLength(1000).build();

  private static final JsonComplaint COMPLAINT = new JsonComplaint(LIMITS);

  private final JsonFactory json =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(LIMITS)
          .build();

  private final RequestCounters counters;
  private final Reloadable<HttpConfig> config;

  @Inject
  CommandReader(Reloadable<HttpConfig> config, RequestCounters counters) {
    this.config = config;
    this.counters = counters;
  }

  /** A refusal has the byte or the index of the error; then no command may be performed. */
  List<Command> read(byte[] body) throws ApiException {
    requireText(body);
    List<Command> commands = new ArrayList<>();
    String subject = "The body";
    try (JsonParser parser = json.createParser(body)) {
      JsonToken first = parser.nextToken();
      if (first == JsonToken.START_OBJECT) {
        commands.add(command(parser, body));
      } else if (first == JsonToken.START_ARRAY) {
        int maxCommands = config.get().maxCommands();
        subject = request(0);
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          if (commands.size() == maxCommands) {
            throw tooMany("The body has more than " + maxCommands + " requests.");
          }
          if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw badRequest(subject + " is not an object.");
          }
          commands.add(command(parser, body));
          subject = request(commands.size());
        }
      } else {
        throw badRequest(
            first == null ? "The body is empty." : "The body is not an array of requests.");
      }
      subject = "The text after the requests";
      if (parser.nextToken() != null) {
        throw badRequest("There is text after the requests.");
      }
    } catch (JsonProcessingException e) {
      throw badRequest(COMPLAINT.of(subject, e));
    } catch (IOException e) {
      throw badRequest("The body cannot be read.");
    }
    if (commands.isEmpty()) {
      throw badRequest("The array of requests is empty.");
    }
    return commands;
  }

  private static String request(int index) {
    return "The request at index " + index;
  }

  /** Reads the values of {@code ?subscribe=}: identifiers to subscribe to. */
  List<Command> subscribes(List<String> identifiers) throws ApiException {
    int maxCommands = config.get().maxCommands();
    if (identifiers.size() > maxCommands) {
      throw tooMany("There are more than " + maxCommands + " \"subscribe\" parameters.");
    }
    List<Command> commands = new ArrayList<>();
    for (String identifier : identifiers) {
      byte[] text = identifier.getBytes(StandardCharsets.UTF_8);
      try (JsonParser parser = json.createParser(text)) {
        parser.nextToken();
        JsonText raw = identifier(parser, text);
        if (raw == null || parser.nextToken() != null) {
          throw badRequest("A parameter \"subscribe\" is not an object with a \"channel\".");
        }
        commands.add(new Command.Subscribe(raw));
      } catch (JsonProcessingException e) {
        throw badRequest(COMPLAINT.of("A parameter \"subscribe\"", e));
      } catch (IOException e) {
        throw badRequest("A parameter \"subscribe\" cannot be read.");
      }
    }
    return commands;
  }

  private Command command(JsonParser parser, byte[] body) throws IOException {
    JsonText identifier = null;
    JsonText data = null;
    String verb = "";
    int verbs = 0;
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
        case "subscribe", "unsubscribe" -> {
          if (parser.currentToken() == JsonToken.VALUE_TRUE) {
            verb = name;
            verbs++;
          }
          parser.skipChildren();
        }
        case "send" -> {
          if (parser.currentToken() == JsonToken.START_OBJECT) {
            data = raw(parser, body);
            verbs++;
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
    if (verbs != 1) {
      return new Command.Invalid("invalid_request");
    }
    return data != null
        ? new Command.Send(identifier, data)
        : verb.equals("subscribe")
            ? new Command.Subscribe(identifier, history)
            : new Command.Unsubscribe(identifier);
  }

  /** The bytes of the object at which the parser is, if it has a {@code channel}; else null. */
  private static @Nullable JsonText identifier(JsonParser parser, byte[] body) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return null;
    }
    int from = (int) parser.currentTokenLocation().getByteOffset();
    boolean channel = false;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      boolean isChannel = parser.currentName().equals("channel");
      parser.nextToken();
      channel |= isChannel && parser.currentToken() == JsonToken.VALUE_STRING;
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

  /** The parser guesses encodings, and does not check what it skips; only UTF-8 is accepted. */
  private static void requireText(byte[] body) throws ApiException {
    if (!Utf8.isValid(body)) {
      throw badRequest("The body is not UTF-8.");
    }
    for (byte b : body) {
      if (b == 0) {
        throw badRequest("The body contains a NUL.");
      }
    }
  }

  private ApiException tooMany(String detail) {
    counters.countBeyondLimit(RequestCounters.HTTP_MAX_COMMANDS);
    return badRequest(detail);
  }
}
