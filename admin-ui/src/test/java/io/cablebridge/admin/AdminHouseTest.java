package io.cablebridge.admin;

import io.cablebridge.house.HouseRules;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The rules of the house in this module. */
final class AdminHouseTest {

  @TestFactory
  Stream<DynamicTest> theHouseKeepsItsRules() {
    return HouseRules.ofThisModule().tests();
  }
}
