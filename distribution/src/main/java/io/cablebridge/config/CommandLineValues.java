package io.cablebridge.config;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The settings that the command line gives. Filled by the options, then read by the loader. */
public final class CommandLineValues {
  private static final Pattern LISTEN =
      Pattern.compile("(?:\\[(?<v6>[0-9A-Fa-f:.]+)\\]|(?<name>[^:\\[\\]]*)):(?<port>[0-9]{1,5})");

  private final List<Entry> entries = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();

  /** An option with a fixed meaning. */
  public void add(String option, String key, String value) {
    entries.add(new Entry(key, new RawValue.Scalar(value), new Origin.Option(option)));
  }

  /** {@code host:port} or {@code :port}, as {@code -l} takes it. */
  public void listen(String option, String address) {
    Matcher matcher = LISTEN.matcher(address);
    if (!matcher.matches()) {
      String message = "is " + Quoting.quote(address) + ", but must be host:port or :port";
      problems.add(new Problem(new Origin.Option(option), "", message));
      return;
    }
    String v6 = matcher.group("v6");
    add(option, HttpSettings.HOST.key(), v6 != null ? v6 : matcher.group("name"));
    add(option, HttpSettings.PORT.key(), matcher.group("port"));
  }

  /** {@code key=value}, as {@code --set} takes it. */
  public void assignment(String option, String text) {
    int equals = text.indexOf('=');
    if (equals <= 0) {
      String message = "is " + Quoting.quote(text) + ", but must be key=value";
      problems.add(new Problem(new Origin.Option(option), "", message));
      return;
    }
    String key = text.substring(0, equals).strip();
    add(option + " " + key, key, text.substring(equals + 1).strip());
  }

  List<Entry> entries() {
    return entries;
  }

  List<Problem> problems() {
    return problems;
  }
}
