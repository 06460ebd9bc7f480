package naru.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import naru.journey.Account;
import naru.journey.Step;
import org.junit.jupiter.api.Test;

/**
 * The map is true to the road: {@code docs/ROAD.md} lists the stations in the order of the permits
 * clause of {@link Step}. Read are the lines of lists and tables that begin with a word in
 * backticks, under the heading that has the word "stations".
 */
class RoadMapTest {
  private static final Pattern ENTRY = Pattern.compile("\\s*(?:\\||[-*]|\\d+\\.)\\s*`([a-z-]+)`.*");

  @Test
  void theMapListsTheStationsInTheOrderOfTheRoad()
      throws IOException, ReflectiveOperationException {
    var map = House.top().resolve("docs/ROAD.md");
    assumeTrue(Files.exists(map), "docs/ROAD.md is not written yet");
    assertThat(stationsOnTheMap(Files.readAllLines(map))).isEqualTo(stationsOfTheRoad());
  }

  @Test
  void theRoadIsThePermitsClause() throws ReflectiveOperationException {
    assertThat(stationsOfTheRoad()).startsWith("url", "hosts", "browser-cache").endsWith("close");
  }

  @Test
  void onlyTheListUnderTheHeadingIsRead() {
    var page =
        """
        # The road
        - `other` things
        ## The stations
        | station | what |
        | `hosts` | the file |
        1. `os-cache`: asked second
          - `root`
        ## Rooms
        - `wire`
        """;
    assertThat(stationsOnTheMap(page.lines().toList()))
        .containsExactly("hosts", "os-cache", "root");
  }

  private static List<String> stationsOnTheMap(List<String> page) {
    var stations = new ArrayList<String>();
    boolean inside = false;
    for (var line : page) {
      if (line.startsWith("#")) {
        inside = line.toLowerCase(Locale.ROOT).contains("stations");
      }
      var entry = ENTRY.matcher(line);
      if (inside && entry.matches()) {
        stations.add(entry.group(1));
      }
    }
    return stations;
  }

  private static List<String> stationsOfTheRoad() throws ReflectiveOperationException {
    var stations = new ArrayList<String>();
    for (var type : Step.class.getPermittedSubclasses()) {
      // The account plays no part in a station's name.
      var step = type.getDeclaredConstructor(Account.class).newInstance((Object) null);
      stations.add(((Step) step).station());
    }
    return stations;
  }
}
