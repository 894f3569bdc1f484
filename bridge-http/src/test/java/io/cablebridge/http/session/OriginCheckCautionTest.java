package io.cablebridge.http.session;

import static io.cablebridge.http.rig.RunningBridge.ROOM;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.cablebridge.http.rig.RunningBridge;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A bridge before a Rails without an origin check warns if sessions are not bound to a cookie. */
class OriginCheckCautionTest {
  private static final Logger LOG = (Logger) LoggerFactory.getLogger(OriginCheckCaution.class);

  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

  @BeforeEach
  void listen() {
    lines.start();
    LOG.addAppender(lines);
    LOG.setLevel(Level.WARN);
  }

  @AfterEach
  void stop() {
    LOG.detachAppender(lines);
    LOG.setLevel(null);
  }

  private int warnings(List<String> bindCookies, String... headers) {
    try (RunningBridge bridge = RunningBridge.start(plan -> plan.bindCookies = bindCookies)) {
      bridge.client().opened(RunningBridge.newId(), ROOM, headers);
      bridge.client().opened(RunningBridge.newId(), ROOM, headers);
    }
    return lines.list.size();
  }

  @Test
  void warnsOnceWhenRailsAcceptsACookieWithoutAnOrigin() {
    assertThat(warnings(List.of(), "Cookie", "user=7")).isEqualTo(1);
    assertThat(lines.list.get(0).getFormattedMessage()).contains("session.bind-cookies");
  }

  @Test
  void isSilentWithABoundCookie() {
    assertThat(warnings(List.of("user"), "Cookie", "user=7")).isZero();
  }

  @Test
  void isSilentForAProgramWithoutCookies() {
    assertThat(warnings(List.of())).isZero();
  }
}
