package io.cablebridge.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.admin.page.Templates;
import io.cablebridge.admin.security.CheapHash;
import io.cablebridge.admin.security.Viewer;
import io.cablebridge.secret.Secret;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.Test;

/** How pages see their reader. */
class ViewerTest {

  /** Prints the viewer. */
  private static final class Mirror extends HttpServlet {
    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      Viewer viewer = Viewer.of(ServletContextRequest.getServletContextRequest(request));
      response
          .getWriter()
          .print(
              "%s|%b|%b|%b|%b|%s"
                  .formatted(
                      viewer.name(),
                      viewer.operator(),
                      viewer.signedIn(),
                      viewer.signInPossible(),
                      viewer.csrf().length() == 43,
                      viewer));
    }
  }

  private static Server mirror(Secret operator, Secret viewer) throws Exception {
    Server server = new Server(0);
    ServletContextHandler pages = new ServletContextHandler("/", ServletContextHandler.NO_SESSIONS);
    pages.addServlet(new ServletHolder(new Mirror()), "/mirror");
    AdminConfig config = new AdminConfig(true, "127.0.0.1", 0, operator, viewer, List.of());
    FakeEngine engine = new FakeEngine(() -> RunningConsole.engine(List.of()));
    server.setHandler(
        new ConsoleServer(config, engine, engine.program(), System::nanoTime)
            .guarded(pages, new Templates()));
    server.start();
    return server;
  }

  private static ConsoleVisitor visitor(Server server) {
    return new ConsoleVisitor(((ServerConnector) server.getConnectors()[0]).getLocalPort());
  }

  @Test
  void withoutPasswordsEveryVisitorIsAnonymous() throws Exception {
    Server server = mirror(Secret.NONE, Secret.NONE);
    try {
      assertThat(visitor(server).get("/mirror").body())
          .isEqualTo("|false|false|false|false|" + Viewer.ANONYMOUS);
    } finally {
      server.stop();
    }
  }

  @Test
  void aSignedInViewerHasARoleAndAToken() throws Exception {
    Server server = mirror(CheapHash.of("operator's"), CheapHash.of("viewer's"));
    try {
      ConsoleVisitor visitor = visitor(server);
      assertThat(visitor.get("/mirror").body()).startsWith("|false|false|true|false|");
      visitor.login("viewer", "viewer's");
      assertThat(visitor.get("/mirror").body())
          .isEqualTo("viewer|false|true|true|true|Viewer[name=viewer]");
      visitor.login("operator", "operator's");
      assertThat(visitor.get("/mirror").body())
          .isEqualTo("operator|true|true|true|true|Viewer[name=operator]");
    } finally {
      server.stop();
    }
  }
}
