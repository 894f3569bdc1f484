package io.cablebridge.http.request;

import static io.cablebridge.setting.Reload.AT_ONCE;

import io.cablebridge.http.tls.TlsConfig;
import io.cablebridge.setting.Description;
import io.cablebridge.setting.Setting;
import io.cablebridge.setting.TextFormat;
import java.time.Duration;
import java.util.List;

/** The public listener and the limits of a request; keys below {@code http.} */
public record HttpConfig(
    @Setting(key = "http.host", format = TextFormat.BIND_HOST)
        @Description("The address to listen on.")
        String host,
    @Setting(key = "http.port", defaultValue = "8080", range = "0 to 65535")
        @Description("The TCP port. 0: any free port.")
        int port,
    @Setting(key = "http.base-path", defaultValue = "/", format = TextFormat.BASE_PATH)
        @Description("The path below which the API is served.")
        String basePath,
    @Setting(
            key = "http.max-body",
            defaultValue = "64KiB",
            range = "1KiB to 64MiB",
            bytes = true,
            reload = AT_ONCE)
        @Description("The longest body of a POST. A longer one is answered with 413.")
        int maxBody,
    @Setting(
            key = "http.max-commands",
            defaultValue = "100",
            range = "1 to 10000",
            reload = AT_ONCE)
        @Description("Commands in one POST. More are refused.")
        int maxCommands,
    @Setting(key = "http.head-timeout", defaultValue = "10s", range = "1s to 5m", reload = AT_ONCE)
        @Description(
            "How long a client may take for the line and the headers of a request, and for the"
                + " handshake of TLS. Then the bridge answers 408 and closes the connection.")
        Duration headTimeout,
    @Setting(key = "http.body-timeout", defaultValue = "30s", range = "1s to 1h", reload = AT_ONCE)
        @Description(
            "How long a client may take for a request with its body. After 10 seconds it must also"
                + " have sent 256 bytes for each second. Otherwise the bridge closes the"
                + " connection.")
        Duration bodyTimeout,
    @Setting(key = "http.idle-timeout", defaultValue = "60s", range = "1s to 1h", reload = AT_ONCE)
        @Description(
            "How long a connection without a request stays open. A proxy that keeps connections to"
                + " the bridge must close them earlier. A quarter of it applies while more than"
                + " half of the connections that the heap leaves room for are open.")
        Duration idleTimeout,
    @Setting(key = "http.trusted-proxies", format = TextFormat.NETWORK)
        @Description(
            "Peers whose `X-Forwarded-*` and `X-Real-IP` headers count, for example `[127.0.0.1,"
                + " 10.0.0.0/8]`. The headers of any other peer are ignored.")
        List<String> trustedProxies,
    @Setting(key = "http.cors.allowed-origins", format = TextFormat.ORIGIN, reload = AT_ONCE)
        @Description(
            "Other origins that may use the API: `https://www.example.com`, or"
                + " `https://*.example.com` for every subdomain. Empty: only the same origin.")
        List<String> allowedOrigins,
    @Setting(key = "http.cors.reflect-any-origin", defaultValue = "false", reload = AT_ONCE)
        @Description(
            "Allows every origin, with credentials. Any web page can then use the sessions of its"
                + " visitors; the log warns at the start.")
        boolean reflectAnyOrigin,
    TlsConfig tls) {

  public String path(String relative) {
    return (basePath.endsWith("/") ? basePath : basePath + "/") + relative;
  }
}
