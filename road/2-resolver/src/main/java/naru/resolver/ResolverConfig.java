package naru.resolver;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import naru.wire.Edns;

/** What a resolver is told. Start from {@link #of} and change what differs. Immutable. */
public final class ResolverConfig {
  private final Values values;

  private ResolverConfig(Values values) {
    this.values = values;
  }

  /** Every setting at its usual value; changed only before a configuration is made of it. */
  private static final class Values implements Cloneable {
    List<NameServer> rootHints = List.of();
    List<ConfiguredZone> stubZones = List.of();
    List<ConfiguredZone> forwardZones = List.of();
    PortMap ports = PortMap.STANDARD;
    AccessList access = AccessList.LOOPBACK;
    Optional<String> identity = Optional.empty();
    boolean minimiseNames = false;
    boolean signatures = true;
    int ednsOctets = Edns.SAFE_UDP_OCTETS;
    CacheBounds cache = CacheBounds.USUAL;
    ValidationPolicy validation = ValidationPolicy.OFF;
    Optional<StalePolicy> staleAnswers = Optional.empty();
    boolean prefetch = false;

    Values copy() {
      try {
        return (Values) clone();
      } catch (CloneNotSupportedException impossible) {
        throw new AssertionError(impossible);
      }
    }
  }

  private ResolverConfig with(Consumer<Values> change) {
    Values copy = values.copy();
    change.accept(copy);
    return new ResolverConfig(copy);
  }

  /** Everything usual, from these root servers. */
  public static ResolverConfig of(List<NameServer> rootHints) {
    return new ResolverConfig(new Values())
        .with(values -> values.rootHints = List.copyOf(rootHints));
  }

  /** How much is remembered, and for how long. */
  public record CacheBounds(
      int entries, long octets, long minTtlSeconds, long maxTtlSeconds, long maxNegativeSeconds) {
    public static final CacheBounds USUAL =
        new CacheBounds(
            Limits.CACHE_ENTRIES,
            Limits.CACHE_OCTETS,
            0,
            Limits.MAX_TTL_SECONDS,
            Limits.MAX_NEGATIVE_TTL_SECONDS);

    /** The time to live that a record of so many seconds gets. */
    public long clamp(long ttlSeconds) {
      return Math.clamp(ttlSeconds, minTtlSeconds, maxTtlSeconds);
    }
  }

  /** The servers of the root. */
  public List<NameServer> rootHints() {
    return values.rootHints;
  }

  /** Where the descent starts at the servers named here. */
  public List<ConfiguredZone> stubZones() {
    return values.stubZones;
  }

  public ResolverConfig withStubZones(List<ConfiguredZone> zones) {
    return with(values -> values.stubZones = List.copyOf(zones));
  }

  /** Which other resolvers are asked for, with recursion desired. */
  public List<ConfiguredZone> forwardZones() {
    return values.forwardZones;
  }

  public ResolverConfig withForwardZones(List<ConfiguredZone> zones) {
    return with(values -> values.forwardZones = List.copyOf(zones));
  }

  /** Where servers listen whose addresses come from DNS data. */
  public PortMap ports() {
    return values.ports;
  }

  public ResolverConfig withPorts(PortMap map) {
    return with(values -> values.ports = map);
  }

  /** Who may ask. */
  public AccessList access() {
    return values.access;
  }

  public ResolverConfig withAccess(AccessList list) {
    return with(values -> values.access = list);
  }

  /** What {@code id.server} says; refused when empty. */
  public Optional<String> identity() {
    return values.identity;
  }

  public ResolverConfig withIdentity(String name) {
    return with(values -> values.identity = Optional.of(name));
  }

  /** Show each server no more of the name than it needs (RFC 9156). */
  public boolean minimiseNames() {
    return values.minimiseNames;
  }

  public ResolverConfig withMinimiseNames(boolean on) {
    return with(values -> values.minimiseNames = on);
  }

  /** Ask upstream for DNSSEC records (the DO bit). */
  public boolean signatures() {
    return values.signatures;
  }

  public ResolverConfig withSignatures(boolean on) {
    return with(values -> values.signatures = on);
  }

  /** What we say that we can receive over UDP. */
  public int ednsOctets() {
    return values.ednsOctets;
  }

  /** How much is remembered. */
  public CacheBounds cache() {
    return values.cache;
  }

  public ResolverConfig withCache(CacheBounds bounds) {
    return with(values -> values.cache = bounds);
  }

  /** Whether and how answers are validated. */
  public ValidationPolicy validation() {
    return values.validation;
  }

  public ResolverConfig withValidation(ValidationPolicy policy) {
    return with(values -> values.validation = policy);
  }

  /** Whether answers are given whose time has run out, and how. */
  public Optional<StalePolicy> staleAnswers() {
    return values.staleAnswers;
  }

  public ResolverConfig withStaleAnswers(StalePolicy policy) {
    return with(values -> values.staleAnswers = Optional.of(policy));
  }

  /** Whether what is asked for shortly before its end is looked up anew beside the road. */
  public boolean prefetch() {
    return values.prefetch;
  }

  public ResolverConfig withPrefetch(boolean on) {
    return with(values -> values.prefetch = on);
  }
}
