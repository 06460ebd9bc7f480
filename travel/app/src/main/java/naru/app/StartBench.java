package naru.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import naru.connection.BodySink;
import naru.connection.Connector;
import naru.journey.Timing;
import naru.names.BrowserCache;
import naru.time.Time;
import naru.tls.Loaded;
import naru.tls.TrustRoots;
import naru.visit.BrowsingSession;
import naru.visit.VisitSettings;
import naru.wire.Name;
import naru.world.World;

/**
 * Figures about the start that only the process itself can see: the phases of its first and its
 * second visit, with all caches flushed between, and the start of a world when everything is warm.
 * {@code tools/bench-start} runs it in many processes.
 */
final class StartBench {
  private static final String URL = "https://www.naru.test/";
  private static final int WORLDS = 15;

  private final Time time = Time.system();
  private final Places places = new Places(System.getenv());
  private final RoadOptions road = new RoadOptions();

  private StartBench() {}

  /** Prints a line each: name, milliseconds of the first, of the second. */
  public static void main(String[] arguments) {
    HeadStart headStart = HeadStart.of(Time.system(), URL);
    StartBench bench = new StartBench();
    if (arguments.length > 0 && arguments[0].equals("world")) {
      bench.worlds();
    } else {
      bench.visits();
    }
    headStart.leave(Terminal.OK);
  }

  private InternetChoice.Chosen.Open open() {
    return switch (new InternetChoice(time, places).choose(road, List.of(Name.of("test")))) {
      case InternetChoice.Chosen.Open open -> open;
      case InternetChoice.Chosen.Refused(List<String> reasons) ->
          throw new IllegalStateException(reasons.toString());
    };
  }

  private void visits() {
    try (Internet internet = open().internet()) {
      Road way = new Road(time, places, road);
      VisitSettings settings =
          internet.worldMap().map(map -> VisitSettings.USUAL.dialling(map::dial)).orElseThrow();
      if (!(Trust.roots(Optional.empty(), internet, places)
          instanceof Loaded.Ready<TrustRoots>(TrustRoots roots))) {
        throw new IllegalStateException("no trust roots");
      }
      Connector connector = new Connector(time, roots, false);
      new WarmUp(time, places, internet, connector, settings).run();
      List<Timing> timings = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        timings.add(visit(way, internet, new Connector(time, roots, false), settings));
        flush(internet);
      }
      print(timings.getFirst(), timings.getLast());
    }
  }

  /** A session of its own each time, as a new process would have. */
  private Timing visit(Road way, Internet internet, Connector connector, VisitSettings settings) {
    if (!(way.build(internet, new BrowserCache(time)) instanceof Road.Built.Open built)) {
      throw new IllegalStateException("no way to names");
    }
    return new BrowsingSession(time, built.lookup(), connector, settings)
        .visit(URL, BodySink.discarding())
        .timing();
  }

  private static void flush(Internet internet) {
    if (internet instanceof Internet.Inside(_, Optional<World> own, _)) {
      own.ifPresent(world -> {
        world.resolver().flush(Name.ROOT);
        world.operatingSystem().cache().flush(Name.ROOT);
      });
    }
  }

  private static void print(Timing first, Timing second) {
    phase("dns", Timing::domainLookupStart, Timing::domainLookupEnd, first, second);
    phase("connect", Timing::connectStart, Timing::secureConnectionStart, first, second);
    phase("tls", Timing::secureConnectionStart, Timing::connectEnd, first, second);
    phase("request", Timing::requestStart, Timing::responseStart, first, second);
    phase("response", Timing::responseStart, Timing::responseEnd, first, second);
  }

  private static void phase(
      String name,
      Function<Timing, OptionalDouble> start,
      Function<Timing, OptionalDouble> end,
      Timing first,
      Timing second) {
    line(name, millis(start, end, first), millis(start, end, second));
  }

  private static double millis(
      Function<Timing, OptionalDouble> start, Function<Timing, OptionalDouble> end, Timing timing) {
    return end.apply(timing).orElseThrow() - start.apply(timing).orElseThrow();
  }

  private void worlds() {
    double last = 0;
    for (int i = 0; i < WORLDS; i++) {
      long start = time.nanos();
      try (Internet _ = open().internet()) {
        last = time.millisSince(start);
      }
    }
    line("world", last, last);
  }

  private static void line(String name, double first, double second) {
    System.out.println(String.format(Locale.ROOT, "%s %.3f %.3f", name, first, second));
  }
}
