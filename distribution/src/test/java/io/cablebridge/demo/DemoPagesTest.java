package io.cablebridge.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The pages on a real Jetty, before another handler, as in the product. */
class DemoPagesTest {

  private static final int NEXT = HttpStatus.IM_A_TEAPOT_418;
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server, 1, 1);

  @AfterEach
  void stop() throws Exception {
    server.stop();
  }

  @Test
  void servesThePageItsStyleAndItsScript() throws Exception {
    serve("/");
    assertType("/demo/", "text/html; charset=utf-8");
    assertType("/demo/demo.css", "text/css; charset=utf-8");
    assertType("/demo/demo.js", "text/javascript; charset=utf-8");
  }

  @Test
  void redirectsTheRootToTheDemo() throws Exception {
    serve("/");
    assertThat(get("/").statusCode()).isEqualTo(302);
    assertThat(header(get("/"), "Location")).isEqualTo("demo/");
    assertThat(send(request("/").POST(BodyPublishers.ofString("x"))).statusCode()).isEqualTo(NEXT);
  }

  @Test
  void leavesOtherPathsToTheNextHandler() throws Exception {
    serve("/");
    for (String path : new String[] {"/demo/other", "/demos", "/0123456789abcdef"}) {
      assertThat(get(path).statusCode()).as(path).isEqualTo(NEXT);
    }
  }

  @Test
  void addsTheSlashAndKeepsTheQuery() throws Exception {
    serve("/");
    assertThat(get("/demo").statusCode()).isEqualTo(302);
    assertThat(header(get("/demo"), "Location")).isEqualTo("demo/");
    assertThat(header(get("/demo?room=a%20b"), "Location")).isEqualTo("demo/?room=a%20b");
  }

  @Test
  void isServedBelowTheBasePath() throws Exception {
    serve("/cable/bridge");
    assertThat(get("/cable/bridge/demo/").statusCode()).isEqualTo(200);
    assertThat(get("/cable/bridge/demo").statusCode()).isEqualTo(302);
    assertThat(get("/demo/").statusCode()).isEqualTo(NEXT);
  }

  @Test
  void allowsNoInlineScriptAndHasNone() throws Exception {
    serve("/");
    HttpResponse<String> page = get("/demo/");
    assertThat(header(page, "Content-Security-Policy"))
        .contains("default-src 'none'", "script-src 'self'", "style-src 'self'")
        .doesNotContain("unsafe");
    assertThat(page.body())
        .doesNotContainPattern("<script(?![^>]*\\bsrc=)")
        .doesNotContainPattern(Pattern.compile("\\s(on\\w+|style)=", Pattern.CASE_INSENSITIVE));
  }

  @Test
  void answersAHeadWithoutABody() throws Exception {
    serve("/");
    HttpResponse<String> head =
        send(request("/demo/demo.js").method("HEAD", BodyPublishers.noBody()));
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(header(head, "Content-Length"))
        .isEqualTo(header(get("/demo/demo.js"), "Content-Length"));
  }

  @Test
  void answersAKnownPageWith304() throws Exception {
    serve("/");
    String etag = header(get("/demo/"), "ETag");
    assertThat(send(request("/demo/").header("If-None-Match", etag)).statusCode()).isEqualTo(304);
    assertThat(send(request("/demo/").header("If-None-Match", "\"other\"")).statusCode())
        .isEqualTo(200);
  }

  @Test
  void refusesOtherMethods() throws Exception {
    serve("/");
    HttpResponse<String> answer = send(request("/demo/").POST(BodyPublishers.ofString("x")));
    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(header(answer, "Allow")).isEqualTo("GET, HEAD");
  }

  @Test
  void neverBlocks() {
    assertThat(new DemoPages("/").getInvocationType())
        .isEqualTo(Invocable.InvocationType.NON_BLOCKING);
  }

  private void serve(String basePath) throws Exception {
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(new Handler.Sequence(new DemoPages(basePath), new NextHandler()));
    server.start();
  }

  private void assertType(String path, String contentType) throws Exception {
    HttpResponse<String> answer = get(path);
    assertThat(answer.statusCode()).as(path).isEqualTo(200);
    assertThat(header(answer, "Content-Type")).isEqualTo(contentType);
    assertThat(answer.body()).isNotBlank();
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(request(path));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(
        URI.create("http://127.0.0.1:" + connector.getLocalPort() + path));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  private static String header(HttpResponse<String> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  private static final class NextHandler extends Handler.Abstract.NonBlocking {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      response.setStatus(NEXT);
      response.write(true, ByteBuffer.allocate(0), callback);
      return true;
    }
  }
}
