package io.cablebridge.http.request;

import io.cablebridge.http.tls.TlsConfig;
import java.util.List;

/**
 * The public listener, what a request may be and whose it may be; the keys under {@code http.}
 *
 * @param host the address to listen on; default empty, which means every address
 * @param port the TCP port; default 8080, zero takes any free one, at most 65 535
 * @param basePath the path under which the API lives, from {@code /} on; default {@code /}
 * @param maxBody the longest request body in bytes; default 64 KiB, 1 KiB to 64 MiB
 * @param maxCommands requests in one POST; default 100, 1 to 10 000
 * @param minIdLength characters that an events id has at least, key {@code session.min-id-length};
 *     default 16, 1 to {@code maxIdLength}
 * @param maxIdLength characters that an events id has at most, key {@code session.max-id-length};
 *     default 128, at most 1024
 * @param trustedProxies addresses and CIDR ranges of peers whose {@code X-Forwarded-*} and {@code
 *     X-Real-IP} count; default none
 * @param allowedOrigins other origins that may use the API, exact or {@code https://*.example.com},
 *     key {@code http.cors.allowed-origins}; default none, which means the same origin only
 * @param reflectAnyOrigin whether every origin may, with credentials, key {@code
 *     http.cors.reflect-any-origin}; default false
 * @param tls certificate and HTTP/2; default none
 */
public record HttpConfig(
    String host,
    int port,
    String basePath,
    int maxBody,
    int maxCommands,
    int minIdLength,
    int maxIdLength,
    List<String> trustedProxies,
    List<String> allowedOrigins,
    boolean reflectAnyOrigin,
    TlsConfig tls) {

  /** Keeps copies of the lists. */
  public HttpConfig {
    trustedProxies = List.copyOf(trustedProxies);
    allowedOrigins = List.copyOf(allowedOrigins);
  }

  /** The values that hold when nothing is configured. */
  public static HttpConfig defaults() {
    return new HttpConfig(
        "", 8080, "/", 64 << 10, 100, 16, 128, List.of(), List.of(), false, TlsConfig.defaults());
  }
}
