package io.cablebridge.e2e.proxy;

import io.cablebridge.e2e.rig.ChildProcess;
import io.cablebridge.e2e.rig.FreePort;
import io.cablebridge.e2e.rig.HttpCalls;
import io.cablebridge.e2e.rig.Tarball;
import io.cablebridge.e2e.rig.TestBed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A third-party proxy running the tarball's sample configuration. Only ports are changed and, so
 * that no root is needed, directories. {@link TestBed} ends it.
 */
final class ProxyProcess implements AutoCloseable {

  /** The proxies with a sample configuration. */
  enum Kind {
    NGINX("nginx.conf"),
    HAPROXY("haproxy.cfg"),
    CADDY("Caddyfile");

    private final String sample;

    Kind(String sample) {
      this.sample = sample;
    }

    private String adapted(String text, Path directory, int port) {
      return switch (this) {
        case NGINX ->
            text.replace("listen 80;", "listen 127.0.0.1:" + port + ";")
                .replace("\nhttp {\n", "\nhttp {\n" + nginxPaths(directory));
        case HAPROXY -> text.replace("bind :80 ", "bind 127.0.0.1:" + port + " ");
        case CADDY -> "{\n\tadmin off\n}\n" + text.replace("\n:80 {", "\n:" + port + " {");
      };
    }

    private static String nginxPaths(Path directory) {
      StringBuilder paths = new StringBuilder("access_log " + directory + "/access.log;\n");
      for (String part : List.of("client_body", "proxy", "fastcgi", "uwsgi", "scgi")) {
        paths.append(part + "_temp_path " + directory + "/" + part + ";\n");
      }
      return paths.toString();
    }

    private List<String> command(Path file, boolean check) {
      String name = file.toString();
      String nginx = "pid " + file.resolveSibling("pid") + ";" + (check ? "" : " daemon off;");
      return switch (this) {
        case NGINX -> {
          List<String> run = List.of("/usr/sbin/nginx", "-e", "stderr", "-g", nginx, "-c", name);
          yield check ? append(run, "-t") : run;
        }
        case HAPROXY ->
            check
                ? List.of("/usr/sbin/haproxy", "-c", "-f", name)
                : List.of("/usr/sbin/haproxy", "-W", "-db", "-f", name);
        case CADDY ->
            List.of(
                "caddy", check ? "validate" : "run", "--adapter", "caddyfile", "--config", name);
      };
    }

    private static List<String> append(List<String> words, String word) {
      return Stream.concat(words.stream(), Stream.of(word)).toList();
    }
  }

  private final Kind kind;
  private final int port = FreePort.find();
  private final Path directory;
  private final Path file;
  private final ChildProcess process;

  ProxyProcess(Kind kind, int bridge, int rails) {
    this.kind = kind;
    try {
      directory = Files.createDirectories(Path.of("target", "e2e", "proxy-" + port));
      String sample = Files.readString(Tarball.HOME.resolve("share/proxies").resolve(kind.sample));
      String own =
          kind.adapted(sample, directory.toAbsolutePath(), port)
              .replace("127.0.0.1:8080", "127.0.0.1:" + bridge)
              .replace("127.0.0.1:3000", "127.0.0.1:" + rails);
      file = Files.writeString(directory.resolve(kind.sample), own).toAbsolutePath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    process =
        started(kind.command(file, false))
            .await(
                Duration.ofSeconds(20),
                () -> new HttpCalls(uri()).statusOf("/cable-bridge/health/live") == 200);
  }

  private ChildProcess started(List<String> command) {
    String home = directory.toAbsolutePath().toString();
    return ChildProcess.start(
        kind.name().toLowerCase(Locale.ROOT),
        Integer.toString(port),
        directory,
        Map.of("XDG_DATA_HOME", home, "XDG_CONFIG_HOME", home, "HOME", home),
        command);
  }

  /** Runs the proxy's own check of the file and returns the exit code. */
  int check() {
    try (ChildProcess check = started(kind.command(file, true))) {
      return check.exitCode(Duration.ofSeconds(20));
    }
  }

  /** Reloads the configuration as an operator does; the worker processes change. */
  void reload() {
    process.signal(kind == Kind.NGINX ? "HUP" : "USR2");
  }

  int port() {
    return port;
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + port);
  }

  String tail(int lines) {
    return process.tail(lines);
  }

  @Override
  public void close() {
    if (kind != Kind.CADDY) {
      process.signal("TERM"); // ends the workers too; a kill would orphan them
      process.exitCode(Duration.ofSeconds(20));
    }
    process.close(); // on SIGTERM, Caddy would wait for its clients
  }
}
