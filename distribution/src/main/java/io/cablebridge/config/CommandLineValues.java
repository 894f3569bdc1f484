package io.cablebridge.config;

import io.cablebridge.setting.Quoting;
import io.cablebridge.setting.RawValue;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The settings of the command line. The options fill it, then {@link ConfigLoader} reads it. */
public final class CommandLineValues {
  private static final Pattern LISTEN =
      Pattern.compile("(?:\\[(?<v6>[0-9A-Fa-f:.]+)\\]|(?<name>[^:\\[\\]]*)):(?<port>[0-9]{1,5})");

  private final List<ConfigEntry> entries = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();

  /** Adds an option that stands for one setting; the value is null if the option is not given. */
  public void add(String option, String key, @Nullable String value) {
    if (value != null) {
      entries.add(new ConfigEntry(key, RawValue.of(value), option));
    }
  }

  /** Adds {@code host:port} or {@code :port}; the address is null if the option is not given. */
  public void listen(String option, @Nullable String address) {
    if (address == null) {
      return;
    }
    Matcher matcher = LISTEN.matcher(address);
    if (!matcher.matches()) {
      problems.add(new Problem(option, "", Quoting.quote(address) + " must be host:port or :port"));
      return;
    }
    String v6 = matcher.group("v6");
    add(option, "http.host", v6 != null ? v6 : matcher.group("name"));
    add(option, "http.port", matcher.group("port"));
  }

  public void assignment(String option, String text) {
    int equals = text.indexOf('=');
    if (equals <= 0) {
      problems.add(new Problem(option, "", Quoting.quote(text) + " must be key=value"));
      return;
    }
    String key = text.substring(0, equals).strip();
    add(option + " " + key, key, text.substring(equals + 1).strip());
  }

  List<ConfigEntry> entries() {
    return entries;
  }

  List<Problem> problems() {
    return problems;
  }
}
