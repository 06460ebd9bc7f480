package naru.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Timers of the machine: never early, never twice, and few words about them. */
class TimerWheelTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final TimerWheel wheel = new TimerWheel("wheel-under-test");

  @Test
  void noneOfManyFiresEarlyOrTwice() throws InterruptedException {
    int threads = 4;
    int each = 5_000;
    CountDownLatch fired = new CountDownLatch(threads * each);
    ConcurrentLinkedQueue<Long> early = new ConcurrentLinkedQueue<>();
    AtomicInteger firings = new AtomicInteger();
    for (int thread = 0; thread < threads; thread++) {
      SplittableRandom random = new SplittableRandom(thread);
      Thread.ofVirtual()
          .start(() -> {
            for (int i = 0; i < each; i++) {
              long delay = random.nextLong(50_000_000);
              long due = System.nanoTime() + delay;
              wheel.after(
                  delay,
                  () -> {
                    if (System.nanoTime() < due) {
                      early.add(due - System.nanoTime());
                    }
                    firings.incrementAndGet();
                    fired.countDown();
                  });
            }
          });
    }
    assertThat(fired.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(early).isEmpty();
    assertThat(firings).hasValue(threads * each);
  }

  @Test
  void oneOfALaterRoundIsNotForgotten() {
    Promise<Long> fired = Time.system().promise();
    long start = System.nanoTime();
    wheel.after(1_200_000_000L, () -> fired.complete(System.nanoTime() - start));
    assertThat(fired.await(PATIENCE).orElseThrow()).isGreaterThanOrEqualTo(1_200_000_000L);
  }

  @Test
  void whatIsCancelledDoesNotFire() {
    List<Boolean> cancelled = new ArrayList<>();
    AtomicInteger firings = new AtomicInteger();
    for (int i = 0; i < 1_000; i++) {
      Time.Timer timer = wheel.after(i * 10_000L, firings::incrementAndGet);
      cancelled.add(timer.cancel());
      assertThat(timer.cancel()).isFalse();
    }
    int stopped = (int) cancelled.stream().filter(done -> done).count();
    Promise<Boolean> last = Time.system().promise();
    wheel.after(20_000_000L, () -> last.complete(true));
    assertThat(last.await(PATIENCE)).isPresent();
    assertThat(firings).hasValue(1_000 - stopped);
    assertThat(stopped).isPositive();
  }

  @Test
  void anActionThatFailsStopsNoOther() {
    Promise<Throwable> reported = Time.system().promise();
    Promise<Boolean> next = Time.system().promise();
    wheel.after(
        0,
        () -> {
          Thread.currentThread().setUncaughtExceptionHandler((_, bug) -> reported.complete(bug));
          throw new IllegalStateException("on purpose");
        });
    assertThat(reported.await(PATIENCE).orElseThrow()).hasMessage("on purpose");
    wheel.after(1, () -> next.complete(true));
    assertThat(next.await(PATIENCE)).isPresent();
  }

  @Test
  void aPromiseRemembersNobodyWhoWaitedInVain() {
    SystemPromise<String> promise = new SystemPromise<>(wheel);
    for (int i = 0; i < 20; i++) {
      assertThat(promise.await(Duration.ofMillis(1))).isEmpty();
    }
    assertThat(promise.waiting()).isZero();
    assertThat(promise.await(Duration.ZERO)).isEmpty();
    assertThat(promise.await(Duration.ofSeconds(-1))).isEmpty();
    assertThat(promise.complete("first")).isTrue();
    assertThat(promise.complete("second")).isFalse();
    assertThat(promise.await()).isEqualTo("first");
    assertThat(promise.await(Duration.ofDays(1_000_000_000L))).contains("first");
  }

  @Test
  void aPromiseWakesAllWhoWaitAndCallsEachActionOnce() throws InterruptedException {
    SystemPromise<Integer> promise = new SystemPromise<>(wheel);
    AtomicInteger sum = new AtomicInteger();
    CountDownLatch done = new CountDownLatch(200);
    for (int i = 0; i < 100; i++) {
      Thread.ofVirtual()
          .start(() -> {
            sum.addAndGet(promise.await(PATIENCE).orElse(0));
            done.countDown();
          });
      Thread.ofVirtual()
          .start(() ->
              promise.whenComplete(value -> {
                sum.addAndGet(value);
                done.countDown();
              }));
    }
    assertThat(promise.complete(3)).isTrue();
    assertThat(done.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(sum).hasValue(600);
  }
}
