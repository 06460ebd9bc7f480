package naru.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * One door for time, chance and new tasks: {@code naru.time}. What goes around it cannot be
 * simulated, and what the machine's own resolver is asked unnoticed is no road that we can show.
 */
class TimeAndChanceTest {
  /** What is forbidden outside the door: a class and its methods, {@code new} among them. */
  private static final Map<String, String> FORBIDDEN =
      Map.ofEntries(
          Map.entry("java.lang.System", "nanoTime|currentTimeMillis"),
          Map.entry("java.time.Instant", "now"),
          Map.entry("java.time.LocalDate", "now"),
          Map.entry("java.time.LocalTime", "now"),
          Map.entry("java.time.LocalDateTime", "now"),
          Map.entry("java.time.OffsetDateTime", "now"),
          Map.entry("java.time.ZonedDateTime", "now"),
          Map.entry("java.time.Year", "now"),
          Map.entry("java.time.Clock", "system.*|tick.*"),
          Map.entry("java.util.Date", "new\\(\\)"),
          Map.entry("java.util.Calendar", "getInstance"),
          Map.entry("java.util.Timer", "new.*"),
          Map.entry(
              "java.lang.Thread",
              "new.*|start|sleep|yield|join|interrupt|ofVirtual|ofPlatform|startVirtualThread"),
          Map.entry("java.lang.Object", "wait|notify|notifyAll"),
          Map.entry("java.util.concurrent.Executors", ".*"),
          Map.entry("java.util.concurrent.ForkJoinPool", ".*"),
          Map.entry("java.util.concurrent.ThreadPoolExecutor", ".*"),
          Map.entry(
              "java.util.concurrent.CompletableFuture",
              ".*Async|get|join|orTimeout|completeOnTimeout|delayedExecutor"),
          Map.entry("java.util.Collection", "parallelStream"),
          Map.entry("java.util.stream.Stream", "parallel"),
          Map.entry("java.util.Random", "new.*"),
          Map.entry("java.util.SplittableRandom", "new.*"),
          Map.entry("java.util.random.RandomGenerator", "of|getDefault"),
          Map.entry("java.util.concurrent.ThreadLocalRandom", "current"),
          Map.entry("java.security.SecureRandom", "new.*|getInstance.*"),
          Map.entry("java.lang.Math", "random"),
          Map.entry("java.util.UUID", "randomUUID"),
          Map.entry("java.util.Collections", "shuffle"),
          // These ask the machine's resolver in silence; an address is read by ofLiteral.
          Map.entry(
              "java.net.InetAddress",
              "getByName|getAllByName|getLocalHost|getHostName|getCanonicalHostName"),
          Map.entry("java.net.Inet4Address", "getByName|getAllByName|getLocalHost"),
          Map.entry("java.net.Inet6Address", "getByName|getAllByName|getLocalHost"),
          Map.entry("java.net.InetSocketAddress", "new\\(java.lang.String.*|getHostName"),
          // Memory without bounds checks has no place beside hostile input.
          Map.entry("sun.misc.Unsafe", ".*"),
          Map.entry("jdk.internal.misc.Unsafe", ".*"));

  /** Who may all the same, each with the reason. A package ends in a dot. */
  private static final Map<String, String> EXCUSED =
      Map.of(
          "naru.time.",
          "it is the door",
          "naru.dnssec.GivenRandom",
          "hands octets that were given to the JCA, which takes chance in no other form",
          "naru.server.WebServer",
          "waits for Vert.x to start and to stop, outside the simulation",
          "naru.app.Foreground",
          "the JVM tells of a signal only by a thread that was made for it",
          "naru.net.DatagramService",
          "a receive in the kernel would pin a virtual thread: a platform thread for each socket");

  @Test
  void timeAndChanceComeThroughOneDoor() {
    assertThat(aroundTheDoor(House.CLASSES)).isEmpty();
  }

  @Test
  void theDoorItselfIsWhereTheyAreUsed() {
    assertThat(EXCUSED.keySet()).allSatisfy(name -> assertThat(forbiddenUses(name)).isNotEmpty());
  }

  @Test
  void badHabitsAreSeen() {
    assertThat(aroundTheDoor(House.BAD_CLASSES))
        .anyMatch(line -> line.contains("System.nanoTime"))
        .anyMatch(line -> line.contains("Instant.now"))
        .anyMatch(line -> line.contains("java.util.Random.<init>"))
        .anyMatch(line -> line.contains("Thread.sleep"))
        .anyMatch(line -> line.contains("Thread.startVirtualThread"))
        .anyMatch(line -> line.contains("InetAddress.getByName"))
        .anyMatch(line -> line.contains("InetSocketAddress.<init>(java.lang.String, int)"))
        .noneMatch(line -> line.contains("InetSocketAddress.<init>(int)"));
  }

  private static List<String> aroundTheDoor(JavaClasses classes) {
    return classes.stream()
        .filter(type -> EXCUSED.keySet().stream().noneMatch(type.getName()::startsWith))
        .flatMap(type -> type.getAccessesFromSelf().stream())
        .filter(TimeAndChanceTest::isForbidden)
        .map(JavaAccess::getDescription)
        .toList();
  }

  private static List<String> forbiddenUses(String excused) {
    return House.CLASSES.stream()
        .filter(type -> type.getName().startsWith(excused))
        .flatMap(type -> type.getAccessesFromSelf().stream())
        .filter(TimeAndChanceTest::isForbidden)
        .map(JavaAccess::getDescription)
        .toList();
  }

  private static boolean isForbidden(JavaAccess<?> access) {
    if (!(access.getTarget() instanceof AccessTarget.CodeUnitAccessTarget target)) {
      return false;
    }
    var methods = FORBIDDEN.get(target.getOwner().getName());
    return methods != null && Pattern.matches(methods, word(target));
  }

  /** A method's name, or {@code new(types)} for a constructor. */
  private static String word(AccessTarget.CodeUnitAccessTarget target) {
    if (!target.getName().equals("<init>")) {
      return target.getName();
    }
    var types = target.getRawParameterTypes().stream().map(type -> type.getName()).toList();
    return "new(" + String.join(",", types) + ")";
  }
}
