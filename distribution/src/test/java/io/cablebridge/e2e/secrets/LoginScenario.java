package io.cablebridge.e2e.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.e2e.rig.BridgeProcess;
import io.cablebridge.e2e.rig.Tarball;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Console logins with correct, wrong and misplaced passwords; collects the answers. {@link
 * SecretsScanIT} creates one for its bridge.
 */
final class LoginScenario {

  private final SecretMarkers markers;
  private final Map<String, String> gathered;
  private final String password;
  private final Path hash;

  LoginScenario(Path directory, SecretMarkers markers, Map<String, String> gathered)
      throws IOException, InterruptedException {
    this.markers = markers;
    this.gathered = gathered;
    password = markers.fresh("the operator's password");
    hash = directory.resolve("operator.hash");
    Process process =
        new ProcessBuilder(Tarball.HOME.resolve("bin/cable-bridge").toString(), "hash-password")
            .redirectOutput(hash.toFile())
            .start();
    try (var in = process.getOutputStream()) {
      in.write((password + "\n").getBytes(StandardCharsets.UTF_8));
    }
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    String line = Files.readString(hash);
    assertThat(line).startsWith("pbkdf2-sha256:");
    markers.keep("the hash of a password", line.replaceFirst("pbkdf2-sha256:", ""));
  }

  /** The setting with the password's hash. */
  String setting() {
    return "admin.operator-password-hash-file=" + hash;
  }

  void tryAll(BridgeProcess bridge) {
    gather(signIn(bridge, "operator", markers.fresh("a mistyped password")), 401);
    gather(signIn(bridge, markers.fresh("a password in place of a name"), password), 401);
    HttpResponse<String> in = signIn(bridge, "operator", password);
    gather(in, 303);
    String cookie = in.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
    markers.keep("the cookie of the console", cookie.substring(cookie.indexOf('=') + 1));
    HttpResponse<String> page = bridge.console().get("/", "Cookie", cookie);
    gather(page, 200);
    String csrf = "csrf=" + markers.fresh("a wrong token of a form");
    gather(post(bridge, "/drain", csrf, cookie), 403);
    gather(post(bridge, "/logout", csrf, cookie), 403);
  }

  private static HttpResponse<String> signIn(BridgeProcess bridge, String user, String password) {
    String form =
        "user=%s&password=%s".formatted(user, URLEncoder.encode(password, StandardCharsets.UTF_8));
    return post(bridge, "/login", form, "theme=dark");
  }

  private static HttpResponse<String> post(
      BridgeProcess bridge, String path, String form, String cookie) {
    return bridge
        .console()
        .post(
            path,
            form,
            "Origin",
            bridge.consoleOrigin(),
            "Cookie",
            cookie,
            "Content-Type",
            "application/x-www-form-urlencoded");
  }

  private void gather(HttpResponse<String> answer, int status) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    gathered.put("an answer of the console " + gathered.size(), answer.body());
  }
}
