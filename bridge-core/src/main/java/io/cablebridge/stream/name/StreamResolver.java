package io.cablebridge.stream.name;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.cablebridge.protocol.JsonText;
import io.cablebridge.protocol.Utf8;
import io.cablebridge.secret.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Resolves an identifier to the stream that it names, if the client may read it: {@code
 * {"channel":"$pubsub","signed_stream_name":"…"}}, {@code stream_name} instead where public names
 * are allowed, and {@code Turbo::StreamsChannel} where the bridge serves it. The engine creates one
 * for the process; thread-safe.
 */
public final class StreamResolver {
  /** The longest name of a stream, in bytes of UTF-8. */
  public static final int MAX_BYTES = 1024;

  private static final String PUBSUB = "$pubsub";
  private static final String TURBO = "Turbo::StreamsChannel";
  private static final String CHANNEL = "channel";
  private static final String SIGNED = "signed_stream_name";
  private static final String PUBLIC = "stream_name";

  private static final StreamTarget CABLE = new StreamTarget.Cable();

  private final JsonFactory json = new JsonFactory();
  private final boolean publicNames;
  private final StreamNameVerifier signed;
  private final boolean turbo;
  private final StreamNameVerifier turboSigned;

  public StreamResolver(StreamNamesConfig config) {
    publicNames = config.publicNames();
    signed = new StreamNameVerifier(config.secret());
    turbo = config.turbo();
    turboSigned = new StreamNameVerifier(turboSecret(config));
  }

  private static Secret turboSecret(StreamNamesConfig config) {
    return config.turboSecret().isPresent() || !config.turbo()
        ? config.turboSecret()
        : TurboKey.derived(config.turboSecretKeyBase(), config.turboDigest());
  }

  /** What is wrong with a stream name, as the end of a sentence; null if nothing is. */
  public static @Nullable String complaint(String name) {
    if (name.isEmpty()) {
      return "is empty";
    }
    if (!Utf8.canEncode(name)) {
      return "is not Unicode";
    }
    return name.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES
        ? "is longer than " + MAX_BYTES + " bytes"
        : null;
  }

  public StreamTarget of(JsonText identifier) {
    Parameters parameters = parameters(identifier);
    if (parameters == null) {
      return CABLE;
    }
    boolean pubsub = parameters.channels.contains(PUBSUB);
    if (!pubsub && !(turbo && parameters.channels.contains(TURBO))) {
      return CABLE;
    }
    String problem = parameters.problem;
    if (problem != null) {
      return new StreamTarget.Refused(problem);
    }
    return pubsub ? pubsub(parameters) : verified(turboSigned, parameters.value(SIGNED));
  }

  private StreamTarget pubsub(Parameters parameters) {
    String signedName = parameters.value(SIGNED);
    if (!signedName.isEmpty()) {
      return verified(signed, signedName);
    }
    String name = parameters.value(PUBLIC);
    return publicNames || name.isEmpty()
        ? named(name)
        : new StreamTarget.Refused("Stream names must be signed here.");
  }

  private static StreamTarget verified(StreamNameVerifier names, String signedName) {
    String name = names.verify(signedName);
    return name == null
        ? new StreamTarget.Refused("The signed stream name is not valid.")
        : named(name);
  }

  private static StreamTarget named(String name) {
    String complaint = complaint(name);
    return complaint == null
        ? new StreamTarget.Stream(name)
        : new StreamTarget.Refused("The stream name " + complaint + ".");
  }

  /** The parameters that name a stream; null for text that is not a JSON object. */
  private @Nullable Parameters parameters(JsonText identifier) {
    Parameters parameters = new Parameters();
    try (JsonParser parser = json.createParser(identifier.bytes())) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        parser.nextToken();
        parameters.take(name, parser);
        parser.skipChildren();
      }
      return parser.nextToken() == null ? parameters : null;
    } catch (IOException e) {
      return null;
    }
  }

  /** The parameters of one identifier that name a stream. */
  private static final class Parameters {
    private final Set<String> channels = new HashSet<>();
    private final Map<String, String> values = new HashMap<>();
    private @Nullable String problem;

    void take(String name, JsonParser parser) throws IOException {
      if (!name.equals(CHANNEL) && !name.equals(SIGNED) && !name.equals(PUBLIC)) {
        return;
      }
      String value = parser.currentToken() == JsonToken.VALUE_STRING ? parser.getText() : "";
      // Of two equal names, some JSON parsers take the first and some the second.
      if (values.put(name, value) != null) {
        problem = "The parameter \"" + name + "\" appears twice in the identifier.";
      }
      if (name.equals(CHANNEL)) {
        channels.add(value);
      }
      if (parser.currentToken() != JsonToken.VALUE_STRING
          && parser.currentToken() != JsonToken.VALUE_NULL) {
        problem = "The parameter \"" + name + "\" is not a string.";
      }
    }

    String value(String name) {
      return values.getOrDefault(name, "");
    }
  }
}
