package naru.world;

import java.util.List;
import naru.names.OperatingSystemService;
import naru.resolver.RecursiveResolver;
import naru.time.Time;
import naru.wire.RecordData;

/**
 * A world that runs: every server of its description, on real sockets.
 *
 * <p>Its life: {@link #start} opens the name servers, the resolver, the operating system's service
 * and the sites, all or none; {@link #close} stops them in the opposite order. Thread-safe.
 */
public final class World implements AutoCloseable {
  private final WorldMap map;
  private final List<String> remarks;
  private final RecursiveResolver resolver;
  private final OperatingSystemService operatingSystem;
  private final List<RecordData.Ds> trustAnchor;
  private final List<AutoCloseable> running;

  World(
      WorldMap map,
      List<String> remarks,
      RecursiveResolver resolver,
      OperatingSystemService operatingSystem,
      List<RecordData.Ds> trustAnchor,
      List<AutoCloseable> running) {
    this.map = map;
    this.remarks = List.copyOf(remarks);
    this.resolver = resolver;
    this.operatingSystem = operatingSystem;
    this.trustAnchor = List.copyOf(trustAnchor);
    this.running = List.copyOf(running);
  }

  /** Starts every server of the description, or none. */
  public static WorldStart start(Time time, WorldDescription description, WorldSettings settings) {
    return new WorldOpening(time, description, settings).open();
  }

  /** Where everything is. */
  public WorldMap map() {
    return map;
  }

  /** What is not as the description has it: ports that had to be others, IPv6 left out. */
  public List<String> remarks() {
    return remarks;
  }

  /** The resolver inside: its cache can be shown and flushed. */
  public RecursiveResolver resolver() {
    return resolver;
  }

  /** The operating system's service inside. */
  public OperatingSystemService operatingSystem() {
    return operatingSystem;
  }

  /** The keys of its root zone, as resolvers trust them; none where the root is not signed. */
  public List<RecordData.Ds> trustAnchor() {
    return trustAnchor;
  }

  /** Stops every server; returns when none is left. */
  @Override
  public void close() {
    Closing.all(running);
  }
}
