package io.cablebridge.upstream.stream;

import io.cablebridge.protocol.JsonText;
import io.cablebridge.protocol.StreamPosition;
import io.cablebridge.session.Session;
import io.cablebridge.stream.CatchUpResult;
import io.cablebridge.stream.StreamMessage;
import io.cablebridge.stream.StreamSubscriber;

/**
 * One session as a reader of one stream: reports to the session what the broker delivers. Created
 * by a {@link StreamUpstream}; called by the broker.
 */
final class SessionSubscriber implements StreamSubscriber {
  private static final JsonText NOTHING = JsonText.of("null");

  private final Session session;
  private final JsonText identifier;
  private final String stream;

  SessionSubscriber(Session session, JsonText identifier, String stream) {
    this.stream = stream;
    this.session = session;
    this.identifier = identifier;
  }

  @Override
  public void subscribed(CatchUpResult catchup) {
    Boolean complete =
        switch (catchup.outcome()) {
          case NOT_ASKED -> null;
          case COMPLETE -> Boolean.TRUE;
          case INCOMPLETE -> Boolean.FALSE;
        };
    StreamPosition at = catchup.start();
    session
        .reports()
        .caughtUp(
            identifier,
            at == null ? null : new StreamMessage(stream, NOTHING, at, null, null, 0),
            catchup.missed().stream().filter(this::isForUs).toList(),
            complete);
  }

  @Override
  public void message(StreamMessage message) {
    if (isForUs(message)) {
      session.reports().received(identifier, message);
    }
  }

  /** A publisher may ask that its own session does not get the message back. */
  private boolean isForUs(StreamMessage message) {
    return message.excludedSocket() == null || !message.excludedSocket().equals(session.epoch());
  }

  @Override
  public void lost() {
    session.reports().lost(identifier);
  }
}
