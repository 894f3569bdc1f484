package io.cablebridge.upstream.cable;

import java.net.URI;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.io.ClientConnector;

/**
 * A client that sends each request to one host, of any name that the resolver takes. Jetty refuses
 * a URL whose name has an underscore, so the URLs hold another one. Owned by {@link CableClient}.
 */
final class HostHttpClient extends HttpClient {
  private final String host;

  HostHttpClient(String host, ClientConnector connector) {
    super(new HttpClientTransportOverHTTP(connector));
    this.host = host;
  }

  @Override
  public Request newRequest(URI uri) {
    return super.newRequest(uri).host(host);
  }
}
