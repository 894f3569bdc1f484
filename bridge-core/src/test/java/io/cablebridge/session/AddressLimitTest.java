package io.cablebridge.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.cablebridge.metric.Limit;
import io.cablebridge.protocol.CloseReason;
import io.cablebridge.session.command.Handshake;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The configuration can limit the number of live sessions of one client address. */
class AddressLimitTest {
  private static final String HOME = "192.0.2.1";
  private static final String OFFICE = "192.0.2.10";

  private final Rig rig = new Rig(settings -> settings.maxPerAddress = 2);

  private Session open(String id, String address) throws SessionLimitException {
    return rig.registry.open(id, Rig.ALICE, new Handshake("", List.of("X-Real-IP", address)));
  }

  private void assertRefused(String id, String address) {
    assertThatThrownBy(() -> open(id, address))
        .isInstanceOfSatisfying(
            SessionLimitException.class,
            refused ->
                assertThat(refused.why())
                    .isEqualTo(SessionLimitException.Cause.TOO_MANY_OF_ADDRESS));
    assertThat(rig.registry.find(id)).isNull();
  }

  private void adopt(int maxPerAddress) {
    Settings settings = new Settings();
    settings.maxPerAddress = maxPerAddress;
    rig.registry.reconfigure(settings.build());
  }

  private Limit limit() {
    return SessionLimits.of(rig.registry).stream()
        .filter(each -> each.key().equals("session.max-per-address"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void oneMoreIsRefusedAndAnotherAddressIsNot() throws Exception {
    open("a", HOME);
    open("b", HOME);
    assertRefused("c", HOME);
    assertThat(open("d", OFFICE).closeReason()).isNull();
    assertThat(rig.registry.size()).isEqualTo(3);
    assertThat(limit().hits().getAsLong()).isEqualTo(1);
    assertThat(limit().limit().getAsLong()).isEqualTo(2);
  }

  @Test
  void theLogNamesTheAddressOnceAMinute() throws Exception {
    Logger logger = (Logger) LoggerFactory.getLogger(AddressLimit.class);
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    logger.addAppender(lines);
    try {
      open("a", HOME);
      open("b", HOME);
      for (int i = 0; i < 50; i++) {
        assertRefused("c" + i, HOME);
      }
    } finally {
      logger.detachAppender(lines);
    }
    assertThat(lines.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly(
            "an address has too many sessions address=192.0.2.1 key=session.max-per-address"
                + " limit=2 others=0");
  }

  @Test
  void byDefaultThereIsNoLimit() throws Exception {
    adopt(new Settings().maxPerAddress);
    for (int i = 0; i < 100; i++) {
      open("a" + i, HOME);
    }
    assertThat(rig.registry.size()).isEqualTo(100);
  }

  @Test
  void aSessionThatIsThereIsFoundAtTheLimit() throws Exception {
    Session session = open("a", HOME);
    open("b", HOME);
    assertThat(open("a", HOME)).isSameAs(session);
  }

  @Test
  void aSessionThatMovesCountsForTheAddressThatOpenedIt() throws Exception {
    open("a", HOME).renew(new Handshake("", List.of("X-Real-IP", OFFICE)));
    open("b", HOME);
    assertRefused("c", HOME);
    rig.registry.find("a").close(CloseReason.DELETED);
    open("c", HOME);
    assertRefused("d", HOME);
  }

  @Test
  void thePlaceOfAnEndedSessionIsFree() throws Exception {
    open("a", HOME).close(new CloseReason("remote", false));
    open("b", HOME);
    open("c", HOME);
    assertRefused("d", HOME);
    rig.advance(Duration.ofSeconds(40)); // beyond the linger
    open("d", HOME);
    open("e", HOME);
    assertRefused("f", HOME);
  }

  @Test
  void readersOfStreamsCountToo() throws Exception {
    Handshake reader = new Handshake("", List.of("X-Real-IP", HOME), false);
    rig.registry.openEphemeral(Rig.ALICE, reader);
    rig.registry.openEphemeral(Rig.ALICE, reader);
    assertRefused("a", HOME);
  }

  @Test
  void sessionsOfUnknownAddressesAreNotLimited() throws Exception {
    for (String id : List.of("a", "b", "c", "d")) {
      rig.open(id);
    }
    assertThat(rig.registry.size()).isEqualTo(4);
  }

  @Test
  void aReloadChangesTheLimitAndCountsTheSessionsThatLive() throws Exception {
    adopt(0);
    for (String id : List.of("a", "b", "c")) {
      open(id, HOME);
    }
    adopt(3);
    assertRefused("d", HOME);
    adopt(4);
    open("d", HOME);
    rig.registry.find("a").close(CloseReason.DELETED);
    open("e", HOME);
    assertRefused("f", HOME);
    adopt(0);
    open("f", HOME);
  }

  @Test
  void simultaneousOpensNeverExceedTheLimitAndLeaveNoCountBehind() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    adopt(10);
    List<Callable<Session>> opens = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      String id = "id-" + i % 40;
      opens.add(() -> open(id, HOME));
    }
    assertThat(threads.invokeAll(opens)).hasSize(400);
    threads.shutdown();
    assertThat(rig.registry.size()).isEqualTo(10);
    rig.registry.all().forEach(session -> session.close(CloseReason.DELETED));
    for (int i = 0; i < 10; i++) {
      open("again-" + i, HOME);
    }
    assertRefused("more", HOME);
  }
}
