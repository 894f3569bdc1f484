package io.cablebridge.e2e.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import io.cablebridge.e2e.examples.ChatPage.Look;
import io.cablebridge.e2e.rig.Chromium;
import io.cablebridge.e2e.rig.DemoProcess;
import io.cablebridge.e2e.rig.Needs;
import io.cablebridge.e2e.rig.RealPart;
import io.cablebridge.e2e.rig.TcpProxy;
import io.cablebridge.e2e.rig.TestBed;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The demo page in a real Chromium, started by its one command. */
@Needs(RealPart.CHROMIUM)
class DemoPageIT {

  private static final Path PICTURES = Path.of("target", "e2e", "pictures");

  @RegisterExtension static final TestBed TESTBED = new TestBed();

  private static DemoProcess demo;
  private static Chromium chromium;
  private static Browser browser;

  private final String room = "room-" + UUID.randomUUID().toString().substring(0, 8);

  @BeforeAll
  static void start() {
    demo = startDemo();
    chromium = Chromium.launch();
    browser = chromium.browser();
  }

  private static DemoProcess startDemo() {
    return TESTBED.add(new DemoProcess());
  }

  @AfterAll
  static void stop() {
    if (chromium != null) {
      chromium.close();
    }
  }

  @Test
  void twoPagesChatOverSse() {
    chat("sse", "sse");
  }

  @Test
  void twoPagesChatOverPolling() {
    chat("poll", "poll");
  }

  @Test
  void aPageOverEachTransportChat() {
    chat("sse", "poll");
  }

  private void chat(String annBy, String boBy) {
    try (ChatPage ann = join(annBy, "Ann");
        ChatPage bo = join(boBy, "Bo")) {
      List<String> expected = new ArrayList<>();
      for (int i = 1; i <= 4; i++) {
        expected.add("question " + i + " <b>&amp; é 😀");
        ann.say(expected.get(expected.size() - 1));
        assertThat(bo.said(expected.size())).isEqualTo(expected);
        expected.add("answer " + i);
        bo.say(expected.get(expected.size() - 1));
        assertThat(ann.said(expected.size())).isEqualTo(expected);
      }
      assertThat(bo.said(8)).isEqualTo(expected);
      assertThat(ann.carriers()).containsExactly(annBy);
      assertThat(bo.carriers()).containsExactly(boBy);
      ann.awaitTick();
      bo.awaitTick();
      for (ChatPage page : List.of(ann, bo)) {
        assertThat(page.text("#state")).isEqualTo("open");
        assertThat(page.text("#dropped")).isEqualTo("0");
        assertThat(page.errors()).isEmpty();
      }
    }
  }

  @Test
  void aSwitchOfTransportLosesAndRepeatsNothing() {
    try (ChatPage ann = join("sse", "Ann");
        ChatPage bo = join("sse", "Bo")) {
      String session = bo.sessionId();
      List<String> expected = IntStream.rangeClosed(1, 80).mapToObj(Integer::toString).toList();
      for (String text : expected) {
        ann.say(text);
        int number = Integer.parseInt(text);
        if (number % 10 == 5) {
          bo.switchTo(number % 20 == 5 ? "poll" : "sse");
        }
        if (number == 40) {
          ann.switchTo("poll");
        }
      }
      assertThat(bo.said(80)).isEqualTo(expected);
      assertThat(ann.said(80)).isEqualTo(expected);
      bo.say("the end");
      assertThat(ann.said(81)).hasSize(81).endsWith("the end");
      assertThat(bo.said(81)).hasSize(81).endsWith("the end");
      assertThat(bo.carriers()).containsExactly("sse", "poll");
      assertThat(bo.sessionId()).isEqualTo(session);
      assertThat(bo.isChecked("#transport-sse")).isTrue();
      assertThat(bo.text("#dropped")).isEqualTo("0");
      assertThat(ann.errors()).isEmpty();
      assertThat(bo.errors()).isEmpty();
    }
  }

  @Test
  void twoSwitchesAtOnceLoseNothing() {
    try (ChatPage ann = join("poll", "Ann");
        ChatPage bo = join("poll", "Bo")) {
      ann.say("before");
      bo.said(1);
      bo.switchTo("sse");
      bo.switchTo("poll");
      bo.switchTo("sse");
      ann.say("after");
      assertThat(bo.said(2)).containsExactly("before", "after");
      assertThat(bo.errors()).isEmpty();
    }
  }

  @Test
  void theBrowsersOwnReconnectionLosesAndRepeatsNothing() {
    try (TcpProxy proxy = new TcpProxy(demo.root().getPort());
        ChatPage ann = join("sse", "Ann");
        ChatPage bo = ChatPage.join(browser, proxy.root(), Look.DESK, "poll", room, "Bo")) {
      List<String> expected = new ArrayList<>();
      say(ann, expected, 5);
      bo.said(5);
      bo.switchTo("sse");
      bo.awaitLog("resumed");
      for (int cut = 1; cut <= 2; cut++) {
        say(ann, expected, 5);
        bo.said(expected.size());
        proxy.dropConnections();
        say(ann, expected, 5);
      }
      assertThat(bo.said(expected.size())).isEqualTo(expected);
      bo.say("the end");
      expected.add("the end");
      assertThat(ann.said(expected.size())).isEqualTo(expected);
      assertThat(bo.said(expected.size())).isEqualTo(expected);
      assertThat(bo.text("#dropped")).isEqualTo("0");
    }
  }

  private static void say(ChatPage page, List<String> expected, int count) {
    for (int i = 0; i < count; i++) {
      expected.add("number " + (expected.size() + 1));
      page.say(expected.get(expected.size() - 1));
    }
  }

  @Test
  void pollsThatAreCutLoseAndRepeatNothing() {
    try (TcpProxy proxy = new TcpProxy(demo.root().getPort());
        ChatPage ann = join("sse", "Ann");
        ChatPage bo = ChatPage.join(browser, proxy.root(), Look.DESK, "poll", room, "Bo")) {
      List<String> expected = new ArrayList<>();
      for (int cut = 1; cut <= 4; cut++) {
        say(ann, expected, 5);
        proxy.dropConnections();
        say(ann, expected, 5);
        bo.said(expected.size());
      }
      bo.say("the end");
      expected.add("the end");
      assertThat(ann.said(expected.size())).isEqualTo(expected);
      assertThat(bo.said(expected.size())).isEqualTo(expected);
      assertThat(bo.text("#dropped")).isEqualTo("0");
    }
  }

  @Test
  void aRoomSurvivesASwitchAndCanBeLeft() {
    try (ChatPage ann = join("sse", "Ann");
        ChatPage bo = join("poll", "Bo")) {
      bo.moveTo(room + "-b");
      ann.say("Bo does not hear this");
      assertThat(ann.said(1)).hasSize(1);
      bo.switchTo("sse");
      ann.moveTo(room + "-b");
      ann.say("but this");
      assertThat(bo.said(1)).containsExactly("but this");
      bo.say("yes");
      assertThat(ann.said(2)).containsExactly("but this", "yes");
      assertThat(ann.errors()).isEmpty();
      assertThat(bo.errors()).isEmpty();
    }
  }

  @Test
  void fitsAPhone() throws IOException {
    try (ChatPage page = ChatPage.join(browser, demo.root(), Look.PHONE, "sse", room, "Ann")) {
      page.say("hello from a bus");
      page.said(1);
      page.awaitTick();
      assertThat(page.overflow()).isZero();
      page.screenshot(picture("phone.png"));
    }
  }

  @Test
  void drawsThePictureOfTheReadme() throws IOException {
    try (ChatPage ann = ChatPage.join(browser, demo.root(), Look.DESK, "sse", "harbour", "Ann");
        ChatPage bo = ChatPage.join(browser, demo.root(), Look.NIGHT, "poll", "harbour", "Bo")) {
      List<String> lines =
          List.of(
              "Can you hear me? The office proxy eats WebSockets.",
              "Loud and clear, over long polling.",
              "And I am on server-sent events. Same Rails, same channel.",
              "Switch to polling, then say something.",
              "Nothing lost?",
              "Not one message.");
      for (int i = 0; i < lines.size(); i++) {
        if (i == 4) {
          ann.switchTo("poll");
        }
        (i % 2 == 0 ? ann : bo).say(lines.get(i));
        ann.said(i + 1);
        bo.said(i + 1);
      }
      ann.switchTo("sse");
      ann.awaitTick();
      bo.awaitTick();
      BufferedImage picture =
          beside(ann.screenshot(picture("light.png")), bo.screenshot(picture("dark.png")));
      assertThat(ImageIO.write(picture, "png", picture("demo.png").toFile())).isTrue();
    }
  }

  private static BufferedImage beside(byte[] left, byte[] right) throws IOException {
    BufferedImage one = ImageIO.read(new ByteArrayInputStream(left));
    BufferedImage two = ImageIO.read(new ByteArrayInputStream(right));
    BufferedImage both =
        new BufferedImage(
            one.getWidth() + two.getWidth(), one.getHeight(), BufferedImage.TYPE_INT_RGB);
    copy(one, both, 0);
    copy(two, both, one.getWidth());
    return both;
  }

  private static void copy(BufferedImage from, BufferedImage to, int x) {
    int width = from.getWidth();
    int height = from.getHeight();
    to.setRGB(x, 0, width, height, from.getRGB(0, 0, width, height, null, 0, width), 0, width);
  }

  private static Path picture(String name) throws IOException {
    return Files.createDirectories(PICTURES).resolve(name);
  }

  private ChatPage join(String transport, String name) {
    return ChatPage.join(browser, demo.root(), Look.DESK, transport, room, name);
  }
}
