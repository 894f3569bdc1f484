package io.cablebridge.setting;

import io.cablebridge.address.HostName;
import io.cablebridge.address.Network;
import java.util.regex.Pattern;

/** The formats of names, addresses and URLs. {@link UrlSyntax} checks the URLs. */
public enum TextFormat {
  ANY("", "(?s).*"),
  /** The name of a header or of a cookie: a token by RFC 9110, section 5.6.2. */
  TOKEN("a name", "[A-Za-z0-9!#$%&'*+.^_`|~-]+"),
  /** The name of a query parameter, before it is encoded. */
  PARAMETER("a parameter name", "[^\\s&=#\\p{Cntrl}]+"),
  /** The address that a listener binds to. */
  BIND_HOST(
      "an address or a host name, empty for every address",
      "|\\[?[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*\\]?|" + HostName.NAME),
  /** The value of a {@code Host} header; may be empty. */
  PUBLIC_HOST("a host with or without a port", "|" + HostName.ANY + HostName.OPTIONAL_PORT),
  HOST("a host without a port", HostName.ANY),
  /** A web origin; {@code *} stands for any subdomain. */
  ORIGIN(
      "an origin such as https://example.com or https://*.example.com",
      "[a-z][a-z0-9+.-]*://(?:\\*\\."
          + HostName.NAME
          + "|"
          + HostName.ANY
          + ")"
          + HostName.OPTIONAL_PORT),
  /** The path below which the API is served. */
  BASE_PATH("a path that begins with /", "/(?:[A-Za-z0-9._~-]+(?:/[A-Za-z0-9._~-]+)*/?)?"),
  PREFIX("a word without spaces", "[^\\s\\p{Cntrl}]+"),
  /** The prefix of channels in Redis; may be empty. */
  OPTIONAL_PREFIX("empty or a word without spaces", "[^\\s\\p{Cntrl}]*"),
  NETWORK("an address or a CIDR range", "") {
    @Override
    boolean matches(String text) {
      return Network.parse(text) != null;
    }
  },
  /** The URL of Action Cable; it is no place for secrets. */
  WEB_SOCKET_URL("ws:// or wss://, no user, no fragment", ""),
  REDIS_URL("redis:// or rediss://", "");

  private final String words;
  private final Pattern pattern;

  TextFormat(String words, String regex) {
    this.words = words;
    this.pattern = Pattern.compile(regex);
  }

  /** For the reference and for messages. */
  String words() {
    return words;
  }

  boolean matches(String text) {
    return pattern.matcher(text).matches();
  }

  /** Throws {@link BadValueException} if the text has another format; the verb begins its text. */
  void check(String verb, String text) {
    if (!matches(text)) {
      throw new BadValueException(verb + " " + Quoting.quote(text) + ", which is not " + words);
    }
  }
}
