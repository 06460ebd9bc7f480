package naru.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SimulatedTimeTest {
  @Test
  void theSameSeedGivesTheSameJournal() {
    assertThat(journalOf(7)).isEqualTo(journalOf(7));
  }

  @Test
  void seedsDifferInTheOrderOfTasks() {
    long different = IntStream.range(0, 20).mapToObj(this::journalOf).distinct().count();
    assertThat(different).isGreaterThan(1);
  }

  @Test
  void waitingWithALimitMovesTheClockAndGivesUp() {
    SimulatedTime time = new SimulatedTime(1, Instant.EPOCH);
    List<Object> seen = new ArrayList<>();
    time.run(
        "waiter",
        () -> {
          seen.add(time.<String>promise().await(Duration.ofSeconds(3)));
          seen.add(time.instant());
        });
    assertThat(seen).containsExactly(Optional.empty(), Instant.EPOCH.plusSeconds(3));
  }

  @Test
  void aPromiseThatNobodyKeepsNamesItsWaiter() {
    SimulatedTime time = new SimulatedTime(1, Instant.EPOCH);
    assertThatThrownBy(() -> time.run("lonely", () -> time.promise().await()))
        .hasMessageContaining("lonely");
  }

  @Test
  void theFirstToCompleteWins() {
    SimulatedTime time = new SimulatedTime(1, Instant.EPOCH);
    List<String> seen = new ArrayList<>();
    time.run(
        "racer",
        () -> {
          Promise<String> slow = time.promise();
          Promise<String> quick = time.promise();
          time.after(Duration.ofMillis(20), () -> slow.complete("slow"));
          time.after(Duration.ofMillis(10), () -> quick.complete("quick"));
          seen.add(Promise.first(time, List.of(slow, quick)).await());
        });
    assertThat(seen).containsExactly("quick");
  }

  @Test
  void aCrashOfATaskOrATimerEndsTheRun() {
    RuntimeException bug = new IllegalArgumentException("a bug");
    SimulatedTime time = new SimulatedTime(1, Instant.EPOCH);
    Runnable crash =
        () -> {
          throw bug;
        };
    assertThatThrownBy(() -> time.run("crashing", crash)).hasCause(bug);
    Runnable setsTimer = () -> time.after(Duration.ofSeconds(1), crash);
    assertThatThrownBy(() -> time.run("setting a timer", setsTimer)).hasCause(bug);
    time.run("still in order", () -> time.pause(Duration.ofSeconds(1), time.promise()));
    assertThat(time.instant()).isEqualTo(Instant.EPOCH.plusSeconds(2));
  }

  @Test
  void theClockGoesNoFurtherThanItIsMoved() {
    SimulatedTime time = new SimulatedTime(1, Instant.EPOCH);
    List<String> seen = new ArrayList<>();
    time.start("ready", () -> seen.add("ready"));
    time.after(Duration.ofSeconds(1), () -> seen.add("soon"));
    time.after(Duration.ofSeconds(3), () -> seen.add("late"));
    time.runReady();
    assertThat(seen).containsExactly("ready");
    time.advance(Duration.ofSeconds(2));
    assertThat(seen).containsExactly("ready", "soon");
    assertThat(time.nextTimer()).contains(Duration.ofSeconds(1));
  }

  @Test
  void afterALeapEveryTimerSeesTheNewTime() {
    SimulatedTime time = new SimulatedTime(1, Instant.EPOCH);
    List<String> seen = new ArrayList<>();
    Runnable again = () -> time.after(Duration.ofSeconds(1), () -> seen.add("again"));
    time.after(Duration.ofSeconds(3), () -> seen.add("second at " + time.instant()));
    time.after(Duration.ofSeconds(1), () -> seen.add("first at " + time.instant()));
    time.after(Duration.ofSeconds(2), again);
    time.after(Duration.ofSeconds(9), () -> seen.add("due now"));
    time.leap(Duration.ofSeconds(9));
    assertThat(seen)
        .containsExactly("first at 1970-01-01T00:00:09Z", "second at 1970-01-01T00:00:09Z");
    time.advance(Duration.ofSeconds(1));
    assertThat(seen).endsWith("due now", "again");
  }

  private List<String> journalOf(long seed) {
    SimulatedTime time = new SimulatedTime(seed, Instant.EPOCH);
    List<String> journal = new ArrayList<>();
    time.run(
        "first",
        () -> {
          for (int i = 0; i < 5; i++) {
            String name = "task " + i;
            time.start(
                name,
                () -> {
                  time.pause(Duration.ofMillis(time.chance().below(3)), time.promise());
                  journal.add(name + " at " + time.nanos());
                });
          }
        });
    return journal;
  }
}
