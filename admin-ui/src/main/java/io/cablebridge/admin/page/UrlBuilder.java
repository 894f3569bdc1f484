package io.cablebridge.admin.page;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Builds the address of a page; a text put into it remains one value. */
public final class UrlBuilder {
  private final StringBuilder address;
  private char separator = '?';

  public UrlBuilder(String path) {
    address = new StringBuilder(path);
  }

  /** Adds a segment of the path. */
  public UrlBuilder slash(String segment) {
    address.append('/').append(encoded(segment).replace("+", "%20"));
    return this;
  }

  /** Adds a parameter, unless it is empty. */
  public UrlBuilder with(String name, String value) {
    if (!value.isEmpty()) {
      address.append(separator).append(name).append('=').append(encoded(value));
      separator = '&';
    }
    return this;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return address.toString();
  }
}
