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
        .known(
            Rule.SHORT_FILES,
            "session.Outbox",
            "session.Session",
            "session.SessionRegistry",
            "upstream.cable.CableClient",
            "upstream.cable.CableUpstream")
        .known(Rule.NO_PACKAGE_LOOP, "session.command session.delivery session.diagnostics")
        .known(
            Rule.NO_CLASS_LOOP,
            "protocol.JsonScanner protocol.JsonText protocol.Payload",
            "session.Attachment session.CommandExecution session.Outbox session.Session"
                + " session.SessionView session.Upstream session.UpstreamSink session.Wakeups",
            "upstream.cable.CableClient upstream.cable.CableLimits upstream.cable.CableSocket"
                + " upstream.cable.CableUpstream")
        .known(Rule.SHORT_CONSTRUCTORS, "session.Session")
        .known(
            Rule.OWN_LOCKS,
            "session.Attachment: session",
            "session.CommandExecution: session",
            "session.SessionView: session",
            "session.UpstreamSink: session")
        .known(
            Rule.GUARDED_FIELDS,
            "session.Attachment",
            "session.CommandExecution",
            "session.OpenSignal",
            "session.Session",
            "session.SessionView",
            "session.UpstreamSink")
        .tests();
  }
}
