package naru.app;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import naru.config.RuntimeDirectory;
import naru.net.Exchanges;
import naru.resolver.RecursiveResolver;
import naru.resolver.ResolverServer;
import naru.time.Time;

/**
 * A resolver in service as one process: its doors, and the plan that it follows until a reload
 * brings a better one. A plan that cannot be carried out changes nothing.
 *
 * <p>Thread-safe: one change at a time, and who comes meanwhile is told so.
 */
final class ResolverProcess implements AutoCloseable {
  /** Questions of a former plan have ended by then. */
  private static final Duration FORMER = Duration.ofSeconds(12);

  private final Time time;
  private final Places places;
  private final Supplier<ResolverPlan.Read> reading;
  private final AtomicBoolean changing = new AtomicBoolean();
  private final ResolverServer server;
  private final Doors doors;
  private volatile ResolverPlan plan;
  private volatile Exchanges exchanges;

  private ResolverProcess(
      Time time, Places places, ResolverPlan plan, Supplier<ResolverPlan.Read> reading) {
    this.time = time;
    this.places = places;
    this.plan = plan;
    this.reading = reading;
    this.exchanges = plan.outside().exchanges(time);
    this.server = new ResolverServer(time, exchanges, plan.config());
    this.doors = new Doors(time, server, this::localSocket);
  }

  /** What came of starting, or of changing. */
  sealed interface Outcome {
    record Done(ResolverProcess process) implements Outcome {}

    /** Nothing has changed, and why: a line each. */
    record Refused(List<String> lines) implements Outcome {
      public Refused {
        lines = List.copyOf(lines);
      }
    }
  }

  /**
   * Starts to serve.
   *
   * @param reading reads the plan anew, for a reload
   */
  static Outcome start(
      Time time, Places places, ResolverPlan plan, Supplier<ResolverPlan.Read> reading) {
    ResolverProcess process = new ResolverProcess(time, places, plan, reading);
    Optional<String> refused = process.doors.become(plan.doors(), plan.certificates(places, time));
    if (refused.isPresent()) {
      process.close();
      return new Outcome.Refused(List.of(refused.get()));
    }
    return new Outcome.Done(process);
  }

  private Optional<Path> localSocket(InetSocketAddress address) {
    boolean usable =
        address.getPort() != 0
            && RuntimeDirectory.open(places.runtime()) instanceof RuntimeDirectory.Found.Usable;
    return usable ? Optional.of(places.resolverSocket(address)) : Optional.empty();
  }

  /** Reads the plan anew and follows it from now on. */
  Outcome reload() {
    if (!changing.compareAndSet(false, true)) {
      return new Outcome.Refused(List.of("a change is under way"));
    }
    try {
      return switch (reading.get()) {
        case ResolverPlan.Read.Bad(List<String> lines) -> new Outcome.Refused(lines);
        case ResolverPlan.Read.Good(ResolverPlan next) -> follow(next);
      };
    } finally {
      changing.set(false);
    }
  }

  /** Doors first: they are what can fail. */
  private Outcome follow(ResolverPlan next) {
    Optional<String> refused = doors.become(next.doors(), next.certificates(places, time));
    if (refused.isPresent()) {
      return new Outcome.Refused(List.of(refused.get()));
    }
    if (!next.outside().equals(plan.outside())) {
      Exchanges former = exchanges;
      exchanges = next.outside().exchanges(time);
      var _ = time.after(FORMER, () -> time.start("naru-former", former::close));
    }
    server.reconfigure(exchanges, next.config());
    plan = next;
    return new Outcome.Done(this);
  }

  /** Where it can be asked: a line each. */
  List<String> doorLines() {
    return doors.lines();
  }

  /** Where it can be asked first of all. */
  Optional<InetSocketAddress> address() {
    return doors.first();
  }

  /** The resolver that answers now. */
  RecursiveResolver resolver() {
    return server.resolver();
  }

  @Override
  public void close() {
    server.close(); // first: its walks would keep the listeners waiting
    doors.close();
    exchanges.close();
  }
}
