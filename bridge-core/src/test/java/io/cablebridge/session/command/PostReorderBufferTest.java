package io.cablebridge.session.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.cablebridge.protocol.Command;
import io.cablebridge.session.Rig;
import io.cablebridge.session.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Numbered POSTs are performed in the order of their numbers, each number once. */
class PostReorderBufferTest {
  private static final Duration WINDOW = Duration.ofSeconds(2);
  private final Rig rig = new Rig();
  private final List<String> answered = new ArrayList<>();

  @Test
  void numbersInOrderAreAnsweredAtOnce() throws Exception {
    Session session = rig.subscribed("a");
    post(session, 1);
    post(session, 2);
    assertThat(answered).containsExactly("1", "2");
  }

  @Test
  void aNumberThatCameTooEarlyWaitsForTheOneBefore() throws Exception {
    Session session = rig.subscribed("a");
    post(session, 2);
    assertThat(performed(session)).isEmpty();
    post(session, 1);
    assertThat(performed(session)).containsExactly("1", "2");
    assertThat(answered).containsExactly("1", "2");
  }

  @Test
  void aWholeHeapIsPutInOrder() throws Exception {
    Session session = rig.subscribed("a");
    for (int seq : new int[] {5, 3, 4, 2, 1}) {
      post(session, seq);
    }
    assertThat(performed(session)).containsExactly("1", "2", "3", "4", "5");
  }

  @Test
  void aGapIsWaitedForDuringTheWindow() throws Exception {
    Session session = rig.subscribed("a");
    post(session, 2);
    rig.advance(WINDOW.minusMillis(1));
    assertThat(performed(session)).isEmpty();
  }

  @Test
  void aGapIsPassedOverAfterTheWindow() throws Exception {
    Session session = rig.subscribed("a");
    post(session, 2);
    post(session, 3);
    rig.advance(WINDOW);
    assertThat(performed(session)).containsExactly("2", "3");
  }

  @Test
  void whatComesAfterItsGapWasPassedOverIsPerformedLate() throws Exception {
    Session session = rig.subscribed("a");
    post(session, 3);
    rig.advance(WINDOW);
    post(session, 1);
    post(session, 2);
    assertThat(performed(session)).containsExactly("3", "1", "2");
    assertThat(answered).containsExactly("3", "1", "2");
  }

  @Test
  void whatCameLateIsPerformedOnceAndItsAnswerHeld() throws Exception {
    Session session = rig.subscribed("a");
    post(session, 5);
    rig.advance(WINDOW);
    post(session, 3);
    post(session, 3);
    assertThat(performed(session)).containsExactly("5", "3");
    assertThat(answered).containsExactly("5", "3", "3");
  }

  @Test
  void aGapOfAnySizeCostsNoMoreThanItsEnds() throws Exception {
    Session session = rig.subscribed("a");
    post(session, Integer.MAX_VALUE);
    rig.advance(WINDOW);
    post(session, 1_000_000_007);
    assertThat(performed(session)).containsExactly("2147483647", "1000000007");
  }

  @Test
  void onlySoManyGapsAreRemembered() throws Exception {
    Session session = rig.subscribed("a");
    for (int seq = 2; seq <= 400; seq += 2) {
      post(session, seq);
      rig.advance(WINDOW);
    }
    List<Object> answers = new ArrayList<>();
    session.executeInTurn(1, WINDOW, List.of(Rig.send(Rig.ROOM, "{}")), answers::add);
    assertThat(answers).containsExactly((Object) null);
    post(session, 399);
    assertThat(performed(session)).hasSize(201).endsWith("399");
  }

  @Test
  void twoGapsArePassedOverInOrder() throws Exception {
    Session session = rig.subscribed("a");
    post(session, 4);
    post(session, 2);
    rig.advance(WINDOW);
    assertThat(performed(session)).containsExactly("2", "4");
  }

  @Test
  void aGapThatIsFilledInTimeIsNotPassedOver() throws Exception {
    Session session = rig.subscribed("a");
    post(session, 2);
    rig.advance(Duration.ofSeconds(1));
    post(session, 1);
    rig.advance(WINDOW);
    assertThat(performed(session)).containsExactly("1", "2");
  }

  @Test
  void aRepeatedNumberIsNotPerformedAgain() throws Exception {
    Session session = rig.subscribed("a");
    post(session, 1);
    post(session, 1);
    assertThat(performed(session)).containsExactly("1");
  }

  @Test
  void aRepeatedNumberGetsTheFirstAnswer() throws Exception {
    Session session = rig.subscribed("a");
    List<List<Reply>> answers = new ArrayList<>();
    session.executeInTurn(1, WINDOW, List.of(Rig.subscribe("{\"channel\":\"B\"}")), answers::add);
    session.executeInTurn(1, WINDOW, List.of(Rig.send(Rig.ROOM, "{}")), answers::add);
    assertThat(answers.get(1)).isSameAs(answers.get(0));
  }

  @Test
  void aRepeatedNumberThatStillWaitsIsAnsweredWithItsTwin() throws Exception {
    Session session = rig.subscribed("a");
    post(session, 2);
    post(session, 2);
    post(session, 1);
    assertThat(performed(session)).containsExactly("1", "2");
    assertThat(answered).containsExactly("1", "2", "2");
  }

  @Test
  void aNumberWhoseAnswerIsNotHeldAnyMoreHasNone() throws Exception {
    Session session = rig.subscribed("a");
    for (int seq = 1; seq <= 1000; seq++) {
      post(session, seq);
    }
    List<Object> answers = new ArrayList<>();
    session.executeInTurn(1, WINDOW, List.of(Rig.send(Rig.ROOM, "{}")), answers::add);
    assertThat(answers).containsExactly((Object) null);
    assertThat(performed(session)).hasSize(1000);
  }

  @Test
  void tooManyThatWaitAreNotWaitedForAnyLonger() throws Exception {
    Session session = rig.subscribed("a");
    for (int seq = 2; seq <= 66; seq++) {
      post(session, seq);
    }
    assertThat(performed(session)).hasSize(65).startsWith("2").endsWith("66");
  }

  @Test
  void twoSessionsCountForThemselves() throws Exception {
    Session one = rig.subscribed("a");
    Session two = rig.subscribed("b");
    post(one, 1);
    post(two, 1);
    assertThat(performed(two)).containsExactly("1");
  }

  @Test
  void noLockIsHeldWhileAPostIsAnswered() throws Exception {
    Session session = rig.subscribed("a");
    List<Command> commands = List.of(Rig.send(Rig.ROOM, "{}"));
    CountDownLatch answeredMeanwhile = new CountDownLatch(1);
    session.executeInTurn(
        1,
        WINDOW,
        commands,
        replies -> {
          ForkJoinPool.commonPool()
              .execute(
                  () ->
                      session.executeInTurn(
                          1, WINDOW, commands, again -> answeredMeanwhile.countDown()));
          answered.add(String.valueOf(uninterrupted(answeredMeanwhile)));
        });
    assertThat(answered).containsExactly("true");
  }

  @Test
  void aNumberThatComesWhileAnotherIsAnsweredIsPerformedAfterIt() throws Exception {
    Session session = rig.subscribed("a");
    session.executeInTurn(
        1,
        WINDOW,
        List.of(Rig.send(Rig.ROOM, "{\"n\":1}")),
        replies -> {
          post(session, 2);
          answered.add("1");
        });
    assertThat(performed(session)).containsExactly("1", "2");
    assertThat(answered).containsExactly("1", "2");
  }

  @Test
  void numbersFromSeveralThreadsArePerformedInOrderAndAnsweredOnce() throws Exception {
    Session session = rig.subscribed("a");
    List<Integer> answers = Collections.synchronizedList(new ArrayList<>());
    ExecutorService clients = Executors.newFixedThreadPool(3);
    for (int from = 1; from <= 2000; from += 40) { // fewer than may be parked
      List<Callable<Object>> posts = new ArrayList<>();
      for (int seq = from; seq < from + 40; seq++) {
        int number = seq;
        List<Command> commands = List.of(Rig.send(Rig.ROOM, "{\"n\":" + seq + "}"));
        posts.add(
            Executors.callable(
                () ->
                    session.executeInTurn(
                        number, WINDOW, commands, replies -> answers.add(number))));
      }
      Collections.shuffle(posts, new Random(from));
      for (Future<Object> post : clients.invokeAll(posts)) {
        post.get(10, TimeUnit.SECONDS);
      }
    }
    clients.shutdown();
    List<Integer> inOrder = IntStream.rangeClosed(1, 2000).boxed().toList();
    assertThat(performed(session)).isEqualTo(inOrder.stream().map(String::valueOf).toList());
    assertThat(answers).isEqualTo(inOrder);
  }

  private static boolean uninterrupted(CountDownLatch latch) {
    try {
      return latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void post(Session session, int seq) {
    session.executeInTurn(
        seq,
        WINDOW,
        List.of(Rig.send(Rig.ROOM, "{\"n\":" + seq + "}")),
        replies -> answered.add(String.valueOf(seq)));
  }

  private List<String> performed(Session session) {
    return rig.upstream(session).calls().stream()
        .filter(call -> call.startsWith("perform"))
        .map(call -> call.replaceAll(".*:(\\d+)}$", "$1"))
        .toList();
  }
}
