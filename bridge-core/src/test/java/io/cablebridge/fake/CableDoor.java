package io.cablebridge.fake;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeRequest;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeResponse;
import org.eclipse.jetty.websocket.core.server.WebSocketUpgradeHandler;

/**
 * The HTTP side of a {@link FakeRails}: records each upgrade request, then upgrades, refuses or
 * hangs as {@link Conduct} specifies. One for each start of the server; runs on Jetty's threads.
 */
final class CableDoor extends Handler.Wrapper {

  private static final String SUBPROTOCOL = "actioncable-v1-json";
  private static final String SENTINEL = "actioncable-unsupported";
  private static final Conduct.Refusal NOT_FOUND =
      new Conduct.Refusal(404, "text/plain; charset=utf-8", "Page not found");

  private final FakeRails rails;
  private final Set<EndPoint> hanging = ConcurrentHashMap.newKeySet();

  CableDoor(FakeRails rails) {
    this.rails = rails;
    WebSocketUpgradeHandler upgrades = new WebSocketUpgradeHandler();
    upgrades.addMapping("/*", this::negotiate);
    setHandler(upgrades);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    if (!request.getHeaders().contains(HttpHeader.UPGRADE, "websocket")) {
      answer(NOT_FOUND, response, callback);
      return true;
    }
    rails.knocked(
        new ReceivedHandshake(
            Instant.now(),
            Request.getPathInContext(request),
            request.getHttpURI().getQuery() == null ? "" : request.getHttpURI().getQuery(),
            headers(request)));
    rails.conduct().headers.forEach(response.getHeaders()::put);
    switch (rails.conduct().door) {
      case HANGS -> hanging.add(request.getConnectionMetaData().getConnection().getEndPoint());
      case REFUSES -> answer(rails.conduct().refusal, response, callback);
      case OPEN -> {
        return super.handle(request, response, callback);
      }
    }
    return true;
  }

  /** Ends the connections whose upgrade was not answered. */
  void dropHanging() {
    hanging.forEach(EndPoint::close);
    hanging.clear();
  }

  private FrameHandler negotiate(
      ServerUpgradeRequest request, ServerUpgradeResponse response, Callback callback) {
    response.setExtensions(List.of());
    if (rails.conduct().subprotocol) {
      request.getSubProtocols().stream()
          .filter(name -> name.equals(SUBPROTOCOL) || name.equals(SENTINEL))
          .findFirst()
          .ifPresent(response::setAcceptedSubProtocol);
    }
    return new FakeConnection(rails);
  }

  private static void answer(Conduct.Refusal refusal, Response response, Callback callback) {
    response.setStatus(refusal.status());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, refusal.contentType());
    response.write(true, ByteBuffer.wrap(RailsFrames.bytes(refusal.body())), callback);
  }

  private static Map<String, List<String>> headers(Request request) {
    Map<String, List<String>> headers = new HashMap<>();
    for (HttpField field : request.getHeaders()) {
      headers
          .computeIfAbsent(field.getLowerCaseName(), name -> new ArrayList<>())
          .add(field.getValue());
    }
    return headers;
  }
}
