package io.cablebridge.http.session;

import static java.util.stream.Collectors.joining;

import io.cablebridge.http.exchange.ApiException;
import io.cablebridge.http.exchange.BodyReader;
import io.cablebridge.http.exchange.ErrorCode;
import io.cablebridge.http.exchange.Exchange;
import io.cablebridge.http.exchange.JsonString;
import io.cablebridge.http.exchange.Reloadable;
import io.cablebridge.http.exchange.RequestCounters;
import io.cablebridge.http.exchange.Responses;
import io.cablebridge.http.request.HttpConfig;
import io.cablebridge.protocol.Command;
import io.cablebridge.session.Session;
import io.cablebridge.session.command.Reply;
import io.cablebridge.time.Time;
import jakarta.inject.Inject;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;

/**
 * Answers {@code POST /{id}}: reads the body without blocking, and executes its commands in the
 * session. One for the process, thread-safe.
 */
final class CommandHandler {
  /** JSON, and the types that fetch and curl send for a JSON string by default. */
  private static final Pattern JSON_TYPES =
      Pattern.compile(
          "(?i)\\s*(application/json|text/plain|application/x-www-form-urlencoded)?\\s*(;.*)?");

  private final SessionResolver resolver;
  private final CommandReader reader;
  private final Reloadable<HttpConfig> http;
  private final CommandConfig config;
  private final Time time;

  /** One POST, and when its body was complete. */
  private record Post(Exchange exchange, OptionalLong seq, List<Command> commands, long nanos) {}

  @Inject
  CommandHandler(
      SessionResolver resolver,
      CommandReader reader,
      Reloadable<HttpConfig> http,
      CommandConfig config,
      Time time) {
    this.resolver = resolver;
    this.reader = reader;
    this.http = http;
    this.config = config;
    this.time = time;
  }

  void handle(Exchange exchange, String id) throws ApiException {
    String type = exchange.request().getHeaders().get(HttpHeader.CONTENT_TYPE);
    if (type != null && !JSON_TYPES.matcher(type).matches()) {
      throw new ApiException(
          ErrorCode.UNSUPPORTED_MEDIA_TYPE, "The body must be application/json.");
    }
    OptionalLong queue = exchange.positive("poll-queue");
    OptionalLong seq = exchange.positive("seq");
    BodyReader.Limit limit =
        new BodyReader.Limit(http.get().maxBody(), RequestCounters.HTTP_MAX_BODY);
    BodyReader.checkHead(exchange.request(), exchange.response(), limit);
    if (queue.isEmpty() && !resolver.mayExist(id)) {
      throw notFound(); // before the body is kept
    }
    exchange.body(
        limit,
        body -> {
          long nanos = time.nanos();
          Post post = new Post(exchange, seq, reader.read(body), nanos);
          Session session =
              queue.isPresent()
                  ? resolver.findLiveOrOpen(id, exchange)
                  : resolver.find(id, exchange, null);
          if (session == null) {
            throw notFound();
          }
          queue.ifPresent(session::limitQueue);
          resolver.whenOpened(session, exchange, opened -> execute(post, opened));
        });
  }

  private static ApiException notFound() {
    return new ApiException(
        ErrorCode.SESSION_NOT_FOUND,
        "No such session. Open the stream first, or add ?poll-queue= to open one.");
  }

  /** The session may have closed in the meantime; one that Rails refused does not come here. */
  private void execute(Post post, Session session) {
    if (session.closeReason() != null) {
      post.exchange.fail(notFound());
    } else if (post.seq.isEmpty()) {
      answer(post, session, session.commands().execute(post.commands));
    } else {
      session
          .commands()
          .executeInTurn(
              post.seq.getAsLong(),
              config.reorderWindow(),
              post.commands,
              replies -> answer(post, session, replies));
    }
  }

  private void answer(Post post, Session session, @Nullable List<Reply> replies) {
    Exchange exchange = post.exchange;
    if (replies == null) {
      exchange.fail(
          ApiException.badRequest(
              "This seq was answered before, and its answer is no longer kept; no command was"
                  + " performed."));
    } else {
      session.commands().answered(time.nanos() - post.nanos);
      Responses.json(exchange.response(), 200, json(session, replies), exchange.callback());
    }
  }

  /** {@code [{"chan_id":"…","session_id":"…","error":null}, …]}. */
  private static String json(Session session, List<Reply> replies) {
    return replies.stream()
        .map(
            reply ->
                JsonString.object(
                    "chan_id", reply.chanId(),
                    "session_id", session.epoch(),
                    "error", reply.error()))
        .collect(joining(",", "[", "]"));
  }
}
