package io.cablebridge.http;

import io.cablebridge.http.exchange.RequestCounters;
import io.cablebridge.http.publish.PublishConfig;
import io.cablebridge.http.request.HttpConfig;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;

/**
 * The handlers of the public server in their order: counters, health, the pages of the demo if
 * there are any, and the API. All are non-blocking and the tree is static: otherwise Jetty would
 * pass every request to another thread.
 */
final class PublicHandlers {
  private final RequestCounters counters;
  private final ProbeHandler health;
  private final List<Handler> pages;
  private final BridgeHandler bridge;

  /**
   * @param pages handlers before the API; each must be non-blocking
   */
  @Inject
  PublicHandlers(
      RequestCounters counters, ProbeHandler health, List<Handler> pages, BridgeHandler bridge) {
    this.counters = counters;
    this.health = health;
    this.pages = List.copyOf(pages);
    this.bridge = bridge;
  }

  void addTo(Server server) {
    List<Handler> tree = new ArrayList<>();
    tree.add(counters);
    tree.add(health);
    tree.addAll(pages);
    tree.add(bridge);
    server.setHandler(new Handler.Sequence(false, tree));
    server.setDynamic(false);
    server.setAttribute(RequestCounters.ATTRIBUTE, counters);
  }

  RequestCounters counters() {
    return counters;
  }

  void reconfigure(HttpConfig newConfig, PublishConfig newPublish) {
    bridge.reconfigure(newConfig, newPublish);
  }
}
