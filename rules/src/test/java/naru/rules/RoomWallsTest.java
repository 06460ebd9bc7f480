package naru.rules;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The walls between the rooms: which room may lean on which. */
class RoomWallsTest {
  /** The stops of the road: they meet over the network, as in life, and never import each other. */
  private static final Set<String> STOPS =
      Set.of("names", "resolver", "nameserver", "connection", "server");

  /** The arrows: a room, and the rooms it may lean on. */
  private static final Map<String, Set<String>> ARROWS =
      Stream.of(
              "time ->",
              "linux ->",
              "wire ->",
              "dnssec -> wire time",
              "journey -> wire time",
              "tls -> time",
              "config -> time",
              "net -> wire time linux tls",
              "names -> wire journey net time linux",
              "resolver -> wire dnssec journey net time config",
              "nameserver -> wire dnssec journey net time config",
              "connection -> journey time linux tls",
              "server -> tls time linux config",
              "visit -> names connection journey time",
              "report -> journey",
              "world -> names resolver nameserver connection server tls linux config",
              "junit -> visit world report",
              "app -> time linux wire dnssec journey tls config net"
                  + " names resolver nameserver connection server visit report world")
          .map(line -> line.split(" ->", -1))
          .collect(toMap(line -> line[0], line -> words(line[1])));

  /**
   * Arrows that follow from others: these rooms speak the words of rooms that they already reach
   * through another one.
   */
  private static final Map<String, Set<String>> FOLLOWING =
      Map.of(
          // Names, records, zones and keys are what a world is described in; servers need the
          // clock.
          "world", Set.of("wire", "dnssec", "journey", "net", "time"),
          // A name is looked up as a Name; the trust roots go from the visit to the handshake.
          "visit", Set.of("wire", "net", "tls"),
          // A step's details hold names and times.
          "report", Set.of("wire", "time"));

  /** The only rooms that know Netty and Vert.x; their timers keep them out of the simulation. */
  private static final Set<String> NETTY_ROOMS = Set.of("net", "tls", "connection", "server");

  /**
   * Rooms whose top package may lean on the inner ones that lean on it, each with the reason. Their
   * inner packages have no cycles among themselves all the same.
   */
  private static final Map<String, String> DOOR_AND_WORDS =
      Map.of("resolver", "the top package is the room's door and holds the words it speaks inside");

  @Test
  void aRoomLeansOnlyWhereAnArrowPoints() {
    assertThat(againstTheArrows(House.ROOT, House.CLASSES)).isEmpty();
    assertThat(againstTheArrows(House.BAD_EXAMPLE, House.BAD_CLASSES))
        .anyMatch(line -> line.contains("wire") && line.contains("names"))
        .anyMatch(line -> line.contains("habits"));
  }

  @Test
  void stopsNeverImportEachOther() {
    assertThat(betweenStops(House.ROOT, House.CLASSES)).isEmpty();
    assertThat(betweenStops(House.BAD_EXAMPLE, House.BAD_CLASSES)).isNotEmpty();
    assertThat(ARROWS)
        .allSatisfy((room, others) -> {
          if (STOPS.contains(room)) {
            assertThat(others).doesNotContainAnyElementsOf(STOPS);
          }
        });
  }

  @Test
  void aFollowingArrowOpensNoNewWall() {
    FOLLOWING.forEach((room, others) -> assertThat(reachableFrom(room)).containsAll(others));
  }

  @Test
  void onlyTheTopPackageOfARoomIsUsedFromOutside() {
    assertThat(intoInnerPackages(House.ROOT, House.CLASSES)).isEmpty();
    assertThat(intoInnerPackages(House.BAD_EXAMPLE, House.BAD_CLASSES)).isNotEmpty();
  }

  @Test
  void packagesHaveNoCycles() {
    assertThat(cycles(House.ROOT, House.CLASSES)).isEmpty();
    assertThat(cycles(House.BAD_EXAMPLE, House.BAD_CLASSES)).isNotEmpty();
  }

  @Test
  void nettyAndVertxStayInTheirRooms() {
    assertThat(nettyElsewhere(House.ROOT, House.CLASSES)).isEmpty();
    assertThat(nettyElsewhere(House.BAD_EXAMPLE, House.BAD_CLASSES)).isNotEmpty();
  }

  private static List<String> againstTheArrows(String root, JavaClasses classes) {
    return betweenRooms(root, classes, found -> !mayLean(root, found));
  }

  private static boolean mayLean(String root, Dependency found) {
    var from = House.room(root, found.getOriginClass());
    var to = House.room(root, found.getTargetClass());
    return ARROWS.getOrDefault(from, Set.of()).contains(to)
        || FOLLOWING.getOrDefault(from, Set.of()).contains(to);
  }

  private static List<String> betweenStops(String root, JavaClasses classes) {
    return betweenRooms(
        root,
        classes,
        found ->
            STOPS.contains(House.room(root, found.getOriginClass()))
                && STOPS.contains(House.room(root, found.getTargetClass())));
  }

  private static List<String> intoInnerPackages(String root, JavaClasses classes) {
    return betweenRooms(
        root,
        classes,
        found -> {
          var target = found.getTargetClass();
          return !target.getPackageName().equals(root + "." + House.room(root, target));
        });
  }

  /** Dependencies from one room of the house to another that a rule objects to. */
  private static List<String> betweenRooms(
      String root, JavaClasses classes, Predicate<Dependency> objection) {
    return dependencies(classes)
        .filter(found -> !House.room(root, found.getOriginClass()).isEmpty())
        .filter(found -> !House.room(root, found.getTargetClass()).isEmpty())
        .filter(found ->
            !House.room(root, found.getOriginClass())
                .equals(House.room(root, found.getTargetClass())))
        .filter(objection)
        .map(Dependency::getDescription)
        .toList();
  }

  private static List<String> nettyElsewhere(String root, JavaClasses classes) {
    return dependencies(classes)
        .filter(found -> isNetty(found.getTargetClass().getBaseComponentType().getName()))
        .filter(found -> !NETTY_ROOMS.contains(House.room(root, found.getOriginClass())))
        .map(Dependency::getDescription)
        .toList();
  }

  private static boolean isNetty(String type) {
    return type.startsWith("io.netty.") || type.startsWith("io.vertx.");
  }

  private static Stream<Dependency> dependencies(JavaClasses classes) {
    return classes.stream().flatMap(type -> type.getDirectDependenciesFromSelf().stream());
  }

  private static List<String> cycles(String root, JavaClasses classes) {
    var rule = SlicesRuleDefinition.slices().matching(root + ".(**)").should().beFreeOfCycles();
    for (var room : DOOR_AND_WORDS.keySet()) {
      var top = root + "." + room;
      rule = rule.ignoreDependency(resideInAPackage(top), resideInAPackage(top + ".*.."));
    }
    return rule.allowEmptyShould(true).evaluate(classes).getFailureReport().getDetails();
  }

  private static Set<String> reachableFrom(String room) {
    var reached = new HashSet<String>();
    ARROWS
        .getOrDefault(room, Set.of())
        .forEach(next -> {
          reached.add(next);
          reached.addAll(reachableFrom(next));
        });
    return reached;
  }

  private static Set<String> words(String text) {
    return text.isBlank() ? Set.of() : Set.of(text.strip().split(" ", -1));
  }
}
