package io.cablebridge.http.session;

import io.cablebridge.http.exchange.ApiException;
import io.cablebridge.http.exchange.BodyLimit;
import io.cablebridge.http.exchange.ErrorCode;
import io.cablebridge.http.exchange.Exchange;
import io.cablebridge.http.exchange.RequestCounters;
import io.cablebridge.http.exchange.Responses;
import io.cablebridge.http.request.HttpConfig;
import io.cablebridge.protocol.Command;
import io.cablebridge.session.Session;
import io.cablebridge.session.command.Reply;
import io.cablebridge.time.Time;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;

/**
 * Answers {@code POST /{id}}: reads the body without blocking, and executes its commands in the
 * session. One for the process, thread-safe.
 */
final class CommandHandler {
  private final SessionResolver resolver;
  private final CommandReader reader;
  private final CommandConfig config;
  private final Time time;
  private volatile BodyLimit limit;

  /** The parameters of one POST, and when its body was complete. */
  private record Post(Exchange exchange, OptionalLong queue, OptionalLong seq, long startNanos) {}

  @Inject
  CommandHandler(
      SessionResolver resolver,
      CommandReader reader,
      HttpConfig http,
      CommandConfig config,
      Time time) {
    this.resolver = resolver;
    this.reader = reader;
    this.config = config;
    this.time = time;
    this.limit = limit(http);
  }

  private static BodyLimit limit(HttpConfig http) {
    return new BodyLimit(http.maxBody(), RequestCounters.HTTP_MAX_BODY);
  }

  /** Replaces the longest body and the number of commands in one. */
  void reconfigure(HttpConfig newConfig) {
    limit = limit(newConfig);
    reader.reconfigure(newConfig);
  }

  void handle(Exchange exchange, String id) throws ApiException {
    requireJson(exchange.request().getHeaders().get(HttpHeader.CONTENT_TYPE));
    OptionalLong queue = exchange.integer("poll-queue");
    OptionalLong seq = exchange.integer("seq");
    if (seq.isPresent() && seq.getAsLong() < 1) {
      throw new ApiException(ErrorCode.BAD_REQUEST, "The parameter \"seq\" starts at 1.");
    }
    exchange.body(limit, body -> perform(new Post(exchange, queue, seq, time.nanos()), id, body));
  }

  /** Also admits the types that fetch and curl send for a JSON string by default. */
  private static void requireJson(@Nullable String contentType) throws ApiException {
    String type = contentType == null ? "" : contentType;
    int parameters = type.indexOf(';');
    String bare = parameters < 0 ? type : type.substring(0, parameters);
    switch (bare.trim().toLowerCase(Locale.ROOT)) {
      case "", "application/json", "text/plain", "application/x-www-form-urlencoded" -> {}
      default ->
          throw new ApiException(
              ErrorCode.UNSUPPORTED_MEDIA_TYPE, "The body must be application/json.");
    }
  }

  private static ApiException notFound() {
    return new ApiException(
        ErrorCode.SESSION_NOT_FOUND,
        "No such session. Open the stream first, or add ?poll-queue= to open one.");
  }

  private void perform(Post post, String id, byte[] body) throws ApiException {
    List<Command> commands = reader.read(body);
    Exchange exchange = post.exchange;
    Session session =
        post.queue.isPresent()
            ? resolver.findLiveOrOpen(id, exchange)
            : resolver.find(id, exchange, null);
    if (session == null) {
      throw notFound();
    }
    post.queue.ifPresent(session::limitQueue);
    resolver.whenOpened(session, exchange, opened -> execute(post, opened, commands));
  }

  /** The session may have closed in the meantime; one that Rails refused does not come here. */
  private void execute(Post post, Session session, List<Command> commands) {
    if (session.closeReason() != null) {
      post.exchange.fail(notFound());
    } else if (post.seq.isEmpty()) {
      answer(post, session, session.execute(commands));
    } else {
      session.executeInTurn(
          post.seq.getAsLong(),
          config.reorderWindow(),
          commands,
          replies -> answer(post, session, replies));
    }
  }

  private void answer(Post post, Session session, @Nullable List<Reply> replies) {
    Exchange exchange = post.exchange;
    if (replies == null) {
      exchange.fail(
          ErrorCode.BAD_REQUEST,
          "This seq was answered before, and its answer is no longer kept; no command was"
              + " performed.");
    } else {
      session.answered(time.nanos() - post.startNanos);
      Responses.json(exchange.response(), 200, json(session, replies), exchange.callback());
    }
  }

  /** {@code [{"chan_id":"…","session_id":"…","error":null}, …]}: no value needs escaping. */
  private static ByteBuffer json(Session session, List<Reply> replies) {
    StringBuilder text = new StringBuilder("[");
    for (Reply reply : replies) {
      text.append(text.length() == 1 ? "" : ",").append("{\"chan_id\":");
      quote(reply.chanId(), text);
      text.append(",\"session_id\":\"").append(session.epoch()).append("\",\"error\":");
      quote(reply.error(), text);
      text.append('}');
    }
    return ByteBuffer.wrap(text.append(']').toString().getBytes(StandardCharsets.UTF_8));
  }

  private static void quote(@Nullable String value, StringBuilder text) {
    if (value == null) {
      text.append("null");
    } else {
      text.append('"').append(value).append('"');
    }
  }
}
