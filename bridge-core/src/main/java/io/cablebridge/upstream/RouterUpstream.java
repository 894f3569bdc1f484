package io.cablebridge.upstream;

import io.cablebridge.protocol.HistoryRequest;
import io.cablebridge.protocol.JsonText;
import io.cablebridge.session.Session;
import io.cablebridge.session.Upstream;
import io.cablebridge.session.command.Subscription.Source;
import io.cablebridge.stream.name.StreamTarget;
import io.cablebridge.upstream.stream.StreamUpstream;
import org.jspecify.annotations.Nullable;

/**
 * One session's upstream: sends each identifier to who carries it, streams to the broker and
 * everything else to Rails. Made by {@link UpstreamFactory}; the monitors of its two parts guard
 * what there is to guard.
 */
final class RouterUpstream implements Upstream {
  private final Session session;
  private final @Nullable Upstream cable;
  private final UpstreamFactory makers;
  private volatile @Nullable StreamUpstream streams;

  /**
   * @param cable null for a session that needs no Rails
   */
  RouterUpstream(Session session, @Nullable Upstream cable, UpstreamFactory makers) {
    this.session = session;
    this.cable = cable;
    this.makers = makers;
  }

  @Override
  public void open() {
    if (cable != null) {
      cable.open();
    } else {
      session.reports().welcomed();
      session.reports().opened();
    }
  }

  @Override
  public Source sourceOf(JsonText identifier) {
    return makers.names().of(identifier) instanceof StreamTarget.Cable
        ? Source.CABLE
        : Source.STREAM;
  }

  @Override
  public boolean subscribe(JsonText identifier, @Nullable HistoryRequest history) {
    StreamTarget named = makers.names().of(identifier);
    if (named instanceof StreamTarget.Cable) {
      return cable != null && cable.subscribe(identifier, history);
    }
    readable().subscribe(identifier, named, history);
    return true;
  }

  private synchronized StreamUpstream readable() {
    StreamUpstream there = streams;
    if (there == null) {
      there = makers.streams(session);
      streams = there;
    }
    return there;
  }

  @Override
  public void unsubscribe(JsonText identifier) {
    if (sourceOf(identifier) == Source.STREAM) {
      readable().unsubscribe(identifier);
    } else if (cable != null) {
      cable.unsubscribe(identifier);
    }
  }

  @Override
  public boolean perform(JsonText identifier, JsonText data) {
    return cable != null && cable.perform(identifier, data);
  }

  @Override
  public void reconnect() {
    if (cable != null) {
      cable.reconnect();
    }
  }

  @Override
  public long silentNanos(long nanos) {
    return cable == null ? 0 : cable.silentNanos(nanos);
  }

  @Override
  public void tick(long nanos) {
    if (cable != null) {
      cable.tick(nanos);
    }
  }

  @Override
  public void close() {
    if (cable != null) {
      cable.close();
    }
    StreamUpstream ending = streams;
    if (ending != null) {
      ending.close();
    }
  }
}
