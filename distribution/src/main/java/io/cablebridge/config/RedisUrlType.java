package io.cablebridge.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

/** A URL that may hold a password, which is written masked and appears in no message. */
final class RedisUrlType implements ValueType<URI> {
  private static final Pattern USER_AND_PASSWORD = Pattern.compile("//(?:([^/@:]*):)?[^/@]*@");
  private static final String MASK = "****";

  @Override
  public String word() {
    return "URL";
  }

  @Override
  public URI parse(RawValue raw) {
    String text = raw.scalar();
    URI url = url(text);
    String scheme = url.getScheme();
    if (!"redis".equalsIgnoreCase(scheme) && !"rediss".equalsIgnoreCase(scheme)) {
      throw new BadValueException("must begin with redis:// or rediss://");
    }
    if (url.getHost() == null || url.getPort() > 65_535) {
      throw new BadValueException("names no host");
    }
    String user = url.getRawUserInfo();
    if (user != null && user.endsWith(MASK)) {
      throw new BadValueException(
          "holds " + MASK + ", which print-config shows in place of the password");
    }
    return url;
  }

  private static URI url(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new BadValueException("is not a URL: " + e.getReason());
    }
  }

  @Override
  public String format(URI value) {
    return Quoting.yaml(masked(value));
  }

  /** What stands before @ without a colon is a password to some clients. */
  static String masked(URI url) {
    return USER_AND_PASSWORD
        .matcher(url.toString())
        .replaceFirst(
            match -> {
              String user = match.group(1);
              return "//" + (user == null ? "" : user + ":") + MASK + "@";
            });
  }
}
