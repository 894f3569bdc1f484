package io.cablebridge;

import io.cablebridge.house.HouseRules;
import io.cablebridge.house.HouseRules.Rule;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The rules of the house in this module. */
final class CoreHouseTest {

  @TestFactory
  Stream<DynamicTest> theHouseKeepsItsRules() {
    return HouseRules.ofThisModule()
        .known(Rule.SHORT_FILES, "upstream.cable.CableClient", "upstream.cable.CableUpstream")
        .known(
            Rule.NO_CLASS_LOOP,
            "protocol.JsonScanner protocol.JsonText protocol.Payload",
            "upstream.cable.CableClient upstream.cable.CableLimits upstream.cable.CableSocket"
                + " upstream.cable.CableUpstream")
        .tests();
  }
}
