package io.cablebridge.config;

import java.net.URI;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The forms of names, addresses and URLs. */
final class Forms {
  private static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9_-]*[A-Za-z0-9])?";
  private static final String NAME = LABEL + "(?:\\." + LABEL + ")*";
  private static final String PORT = "(?::[0-9]{1,5})?";

  /** A name of a header, a cookie (RFC 9110 section 5.6.2, a token). */
  static final Form TOKEN = matching("a name", "[A-Za-z0-9!#$%&'*+.^_`|~-]+");

  /** A query parameter's name, before it is encoded. */
  static final Form PARAMETER = matching("a parameter name", "[^\\s&=#\\p{Cntrl}]+");

  /** What a listener binds to. */
  static final Form BIND_HOST =
      matching(
          "an address or a host name, empty for every address",
          "|\\[?[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*\\]?|" + NAME);

  /** A value of the Host header. */
  static final Form PUBLIC_HOST =
      matching("a host with or without a port", "|(?:" + NAME + "|\\[[0-9A-Fa-f:.]+\\])" + PORT);

  /** A name or an address by which a listener may be asked for. */
  static final Form HOST = matching("a host without a port", NAME + "|\\[[0-9A-Fa-f:.]+\\]");

  /** An origin of the web, or one with {@code *} for any subdomain. */
  static final Form ORIGIN =
      matching(
          "an origin such as https://example.com or https://*.example.com",
          "[a-z][a-z0-9+.-]*://(?:(?:\\*\\.)?" + NAME + "|\\[[0-9A-Fa-f:.]+\\])" + PORT);

  /** Where the API lives. */
  static final Form BASE_PATH =
      matching("a path that begins with /", "/(?:[A-Za-z0-9._~-]+(?:/[A-Za-z0-9._~-]+)*/?)?");

  /** What keys of Redis begin with. */
  static final Form PREFIX = matching("a word without spaces", "[^\\s\\p{Cntrl}]+");

  /** What channels of Redis may begin with. */
  static final Form PREFIX_OR_NONE =
      matching("empty or a word without spaces", "[^\\s\\p{Cntrl}]*");

  /** A peer or a network of peers. */
  static final Form NETWORK = new Form("an address or a CIDR range", NetworkSyntax::valid);

  private Forms() {}

  /** No condition at all. */
  static <T> Check<T> any() {
    return new Check<>() {
      @Override
      public @Nullable String complaint(T value) {
        return null;
      }

      @Override
      public String bounds() {
        return "";
      }
    };
  }

  /** A WebSocket URL that names a host and keeps no secret. */
  static Check<URI> webSocketUrl() {
    return new Check<>() {
      @Override
      public @Nullable String complaint(URI url) {
        String scheme = url.getScheme();
        if (!"ws".equalsIgnoreCase(scheme) && !"wss".equalsIgnoreCase(scheme)) {
          return "is " + Quoting.quote(url.toString()) + ", but must begin with ws:// or wss://";
        }
        if (url.getUserInfo() != null) {
          return "must not hold a user or a password";
        }
        if (url.getHost() == null || url.getPort() > 65_535) {
          return "is " + Quoting.quote(url.toString()) + ", which names no host";
        }
        return url.getFragment() == null ? null : "must not have a part after #";
      }

      @Override
      public String bounds() {
        return "ws:// or wss://, no user, no fragment";
      }
    };
  }

  private static Form matching(String what, String regex) {
    Pattern pattern = Pattern.compile(regex);
    return new Form(what, text -> pattern.matcher(text).matches());
  }
}
