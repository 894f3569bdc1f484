package io.cablebridge.http;

import io.cablebridge.protocol.Command;
import io.cablebridge.session.Reply;
import io.cablebridge.session.Session;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.BufferUtil;
import org.jspecify.annotations.Nullable;

/**
 * Answers {@code POST /{id}}: reads the body without blocking, then walks the straight line to
 * Rails.
 */
final class CommandHandler {
  /**
   * Bytes beyond the limit that are read and thrown away, so that a client that sends before it
   * listens gets its answer rather than a reset connection.
   */
  private static final int DISCARDED = 1 << 20;

  private final SessionGate gate;
  private final CommandReader reader;
  private final int maxBody;
  private final CommandConfig config;

  CommandHandler(SessionGate gate, CommandReader reader, int maxBody, CommandConfig config) {
    this.gate = gate;
    this.reader = reader;
    this.maxBody = maxBody;
    this.config = config;
  }

  void handle(Exchange exchange, String id) throws ApiException {
    requireJson(exchange.request().getHeaders().get(HttpHeader.CONTENT_TYPE));
    OptionalLong queue = exchange.whole("poll-queue");
    OptionalLong seq = exchange.whole("seq");
    if (seq.isPresent() && seq.getAsLong() < 1) {
      throw new ApiException(ErrorCode.BAD_REQUEST, "The parameter \"seq\" begins at 1.");
    }
    if (exchange.request().getLength() > maxBody + DISCARDED) {
      throw tooLarge();
    }
    new Body(exchange, id, queue, seq).read();
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

  private ApiException tooLarge() {
    return new ApiException(
        ErrorCode.PAYLOAD_TOO_LARGE,
        "The body is longer than " + maxBody + " bytes (http.max-body).");
  }

  private static ApiException notFound() {
    return new ApiException(
        ErrorCode.SESSION_NOT_FOUND,
        "There is no such session; a poll-queue parameter would open one.");
  }

  /** Gathers one body as its parts come. */
  private final class Body implements Runnable {
    private final Exchange exchange;
    private final String id;
    private final OptionalLong queue;
    private final OptionalLong seq;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    private long length;

    Body(Exchange exchange, String id, OptionalLong queue, OptionalLong seq) {
      this.exchange = exchange;
      this.id = id;
      this.queue = queue;
      this.seq = seq;
    }

    void read() {
      while (true) {
        Content.Chunk chunk = exchange.request().read();
        if (chunk == null) {
          exchange.request().demand(this);
          return;
        }
        if (Content.Chunk.isFailure(chunk)) {
          exchange.callback().failed(chunk.getFailure());
          return;
        }
        length += chunk.remaining();
        if (length <= maxBody) {
          bytes.writeBytes(BufferUtil.toArray(chunk.getByteBuffer()));
        }
        chunk.release();
        if (length > maxBody && (chunk.isLast() || length > maxBody + DISCARDED)) {
          exchange.fail(tooLarge());
          return;
        }
        if (chunk.isLast()) {
          perform();
          return;
        }
      }
    }

    /** There is more to read. Nobody above us answers what fails here. */
    @Override
    public void run() {
      try {
        read();
      } catch (RuntimeException e) {
        exchange.callback().failed(e);
      }
    }

    private void perform() {
      try {
        List<Command> commands = reader.read(bytes.toByteArray());
        Session session =
            queue.isPresent() ? gate.findOrOpen(id, exchange, null) : gate.find(id, exchange, null);
        if (session == null) {
          throw notFound();
        }
        queue.ifPresent(session::limitQueue);
        gate.whenOpened(session, exchange, opened -> execute(opened, commands));
      } catch (ApiException e) {
        exchange.fail(e);
      }
    }

    /** A session that Rails has refused does not come here; one that has ended may. */
    private void execute(Session session, List<Command> commands) {
      if (session.closeReason() != null) {
        exchange.fail(notFound());
      } else if (seq.isEmpty()) {
        answer(session, session.execute(commands));
      } else {
        session.executeInTurn(
            seq.getAsLong(), config.reorderWindow(), commands, replies -> answer(session, replies));
      }
    }

    private void answer(Session session, @Nullable List<Reply> replies) {
      if (replies == null) {
        exchange.fail(
            ErrorCode.BAD_REQUEST,
            "This seq was answered before, and its answer is not held any more; nothing was performed.");
      } else {
        Answers.json(exchange.response(), 200, replies(session, replies), exchange.callback());
      }
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
