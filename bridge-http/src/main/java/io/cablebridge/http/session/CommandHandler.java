package io.cablebridge.http.session;

import io.cablebridge.http.exchange.ApiException;
import io.cablebridge.http.exchange.ErrorCode;
import io.cablebridge.http.exchange.Exchange;
import io.cablebridge.http.exchange.RequestCounters;
import io.cablebridge.http.exchange.Responses;
import io.cablebridge.http.request.HttpConfig;
import io.cablebridge.protocol.Command;
import io.cablebridge.session.Session;
import io.cablebridge.session.command.Reply;
import io.cablebridge.time.Time;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;

/**
 * Answers {@code POST /{id}}: reads the body without blocking, then walks the straight line to
 * Rails.
 */
public final class CommandHandler {
  private final SessionResolver gate;
  private final CommandReader reader;
  private final CommandConfig config;
  private final Time time;
  private volatile int maxBody;

  public CommandHandler(
      SessionResolver gate, CommandReader reader, int maxBody, CommandConfig config, Time time) {
    this.gate = gate;
    this.reader = reader;
    this.maxBody = maxBody;
    this.config = config;
    this.time = time;
  }

  /** Takes over another longest body. */
  public void adopt(HttpConfig newer) {
    maxBody = newer.maxBody();
  }

  public void handle(Exchange exchange, String id) throws ApiException {
    requireJson(exchange.request().getHeaders().get(HttpHeader.CONTENT_TYPE));
    OptionalLong queue = exchange.whole("poll-queue");
    OptionalLong seq = exchange.whole("seq");
    if (seq.isPresent() && seq.getAsLong() < 1) {
      throw new ApiException(ErrorCode.BAD_REQUEST, "The parameter \"seq\" begins at 1.");
    }
    exchange.body(
        maxBody, RequestCounters.HTTP_MAX_BODY, body -> perform(exchange, id, queue, seq, body));
  }

  /** Browsers' fetch and curl say something else of a JSON string, and the older server took it. */
  private static void requireJson(@Nullable String contentType) throws ApiException {
    String type = contentType == null ? "" : contentType.split(";", 2)[0].trim();
    switch (type.toLowerCase(java.util.Locale.ROOT)) {
      case "", "application/json", "text/plain", "application/x-www-form-urlencoded" -> {}
      default ->
          throw new ApiException(
              ErrorCode.UNSUPPORTED_MEDIA_TYPE, "The body must be application/json.");
    }
  }

  private static ApiException notFound() {
    return new ApiException(
        ErrorCode.SESSION_NOT_FOUND,
        "There is no such session; a poll-queue parameter would open one.");
  }

  private void perform(
      Exchange exchange, String id, OptionalLong queue, OptionalLong seq, byte[] body)
      throws ApiException {
    long since = time.nanos();
    List<Command> commands = reader.read(body);
    Session session =
        queue.isPresent() ? gate.livingOrOpen(id, exchange) : gate.find(id, exchange, null);
    if (session == null) {
      throw notFound();
    }
    queue.ifPresent(session::limitQueue);
    gate.whenOpened(session, exchange, opened -> execute(exchange, opened, seq, commands, since));
  }

  /** A session that Rails has refused does not come here; one that has ended may. */
  private void execute(
      Exchange exchange, Session session, OptionalLong seq, List<Command> commands, long since) {
    if (session.closeReason() != null) {
      exchange.fail(notFound());
    } else if (seq.isEmpty()) {
      answer(exchange, session, session.execute(commands), since);
    } else {
      session.executeInTurn(
          seq.getAsLong(),
          config.reorderWindow(),
          commands,
          replies -> answer(exchange, session, replies, since));
    }
  }

  private void answer(
      Exchange exchange, Session session, @Nullable List<Reply> replies, long since) {
    if (replies == null) {
      exchange.fail(
          ErrorCode.BAD_REQUEST,
          "This seq was answered before, and its answer is not held any more; nothing was"
              + " performed.");
    } else {
      session.answered(time.nanos() - since);
      Responses.json(exchange.response(), 200, replies(session, replies), exchange.callback());
    }
  }

  /** {@code [{"chan_id":"…","session_id":"…","error":null}, …]}: nothing in it needs escaping. */
  private static ByteBuffer replies(Session session, List<Reply> replies) {
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
