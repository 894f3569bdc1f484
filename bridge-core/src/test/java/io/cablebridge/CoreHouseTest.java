package io.cablebridge;

import io.cablebridge.house.HouseRules;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The rules of the house in this module. */
final class CoreHouseTest {

  @TestFactory
  Stream<DynamicTest> theHouseKeepsItsRules() {
    return HouseRules.ofThisModule().tests();
  }
}
