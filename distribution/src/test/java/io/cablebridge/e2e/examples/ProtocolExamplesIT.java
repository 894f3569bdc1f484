package io.cablebridge.e2e.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.e2e.rig.DemoProcess;
import io.cablebridge.e2e.rig.Needs;
import io.cablebridge.e2e.rig.RealPart;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Every request and answer in {@code docs/protocol.md} is what the product does: the test reads the
 * page, starts the bridge as its first example says, and replays the others in order.
 */
@Needs(RealPart.CURL)
@Timeout(120)
final class ProtocolExamplesIT {

  private static final Path PAGE = Path.of("../docs/protocol.md");
  private static final String START = "bin/cable-bridge demo ";
  private static final Pattern SETTING = Pattern.compile("--set (\\S+)");

  @Test
  void thePageDescribesTheBehaviour() throws Exception {
    List<PageExample> examples = PageExample.of(PAGE);
    assertThat(examples.get(0).text()).startsWith(START);
    String[] settings =
        SETTING
            .matcher(examples.get(0).text())
            .results()
            .map(one -> one.group(1))
            .toArray(String[]::new);
    int replayed = 0;
    try (DemoProcess demo = new DemoProcess(settings);
        ExampleReplay replay = new ExampleReplay(demo.root(), "protocol.md")) {
      for (PageExample example : examples.subList(1, examples.size())) {
        replayed += replay.replay(example) ? 1 : 0;
      }
    }

    assertThat(replayed).as("examples").isGreaterThan(30);
  }
}
