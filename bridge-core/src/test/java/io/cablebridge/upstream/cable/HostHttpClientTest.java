package io.cablebridge.upstream.cable;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.fake.FakeRails;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jetty.io.ClientConnector;
import org.junit.jupiter.api.Test;

class HostHttpClientTest {

  @Test
  void asksTheResolverForANameThatAUriRefuses() throws Exception {
    List<String> asked = new CopyOnWriteArrayList<>();
    HostHttpClient http = new HostHttpClient("rails_app", new ClientConnector());
    http.setSocketAddressResolver(
        (host, port, context, promise) -> {
          asked.add(host);
          promise.succeeded(List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
        });
    try (FakeRails rails = FakeRails.start()) {
      http.start();
      URI uri = URI.create("http://host:" + rails.port() + "/cable");
      assertThat(http.newRequest(uri).send().getStatus()).isPositive();
    } finally {
      http.stop();
    }
    assertThat(asked).containsExactly("rails_app");
  }
}
