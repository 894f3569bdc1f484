package io.cablebridge.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The benchmark's command line.
 *
 * @param tarball the product
 * @param sessions idle sessions; two descriptors each, so half of the limit of open files is the
 *     most
 * @param talking sessions that receive one message a second each
 * @param seconds length of each measured time
 * @param settings more settings for the bridge
 * @param streams whether subscribers of a stream are measured instead of sessions
 * @param rate messages a second of that stream
 * @param histogram whether to print what the sessions' bytes consist of
 */
record BenchOptions(
    Path tarball,
    int sessions,
    int talking,
    int seconds,
    List<String> settings,
    boolean streams,
    int rate,
    boolean histogram) {
  static final String USAGE =
      """
      usage: bench [--quick] [--sessions N] [--talking N] [--seconds N] [--histogram]
                   [--streams [--rate N]] [--set key=value]... [--tarball FILE]
        --quick       1,000 sessions and 5 s instead of 9,800 (5,000 of them talking) and 20 s
        --sessions N  idle sessions
        --talking N   sessions that receive one message a second each
        --seconds N   length of each measured time
        --streams     5,000 subscribers of one stream instead of sessions (--sessions sets the number)
        --rate N      messages a second of that stream instead of 20
        --histogram   print the classes that make up a session
        --set         one more setting of the bridge
        --tarball     a tarball other than the one in distribution/target
      """;

  static BenchOptions parse(String[] args) throws IOException {
    List<String> rest = new ArrayList<>(List.of(args));
    boolean quick = rest.remove("--quick");
    boolean histogram = rest.remove("--histogram");
    boolean streams = rest.remove("--streams");
    int sessions = quick ? 1000 : streams ? 5000 : 9800;
    int talking = 5000;
    int seconds = quick ? 5 : 20;
    int rate = 20;
    Path tarball = null;
    List<String> settings = new ArrayList<>();
    for (int i = 0; i < rest.size(); i += 2) {
      if (i + 1 == rest.size()) {
        throw new IllegalArgumentException("Unknown option: " + rest.get(i));
      }
      String value = rest.get(i + 1);
      switch (rest.get(i)) {
        case "--sessions" -> sessions = positive(value);
        case "--talking" -> talking = positive(value);
        case "--seconds" -> seconds = positive(value);
        case "--rate" -> rate = positive(value);
        case "--set" -> settings.add(value);
        case "--tarball" -> tarball = Path.of(value);
        default -> throw new IllegalArgumentException("Unknown option: " + rest.get(i));
      }
    }
    return new BenchOptions(
        tarball == null ? CostRig.tarball() : tarball,
        sessions,
        Math.min(talking, sessions),
        seconds,
        List.copyOf(settings),
        streams,
        rate,
        histogram);
  }

  private static int positive(String text) {
    int value = Integer.parseInt(text);
    if (value < 1) {
      throw new IllegalArgumentException("Not a count: " + text);
    }
    return value;
  }
}
