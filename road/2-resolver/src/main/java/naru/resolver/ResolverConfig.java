package naru.resolver;

import java.util.List;
import java.util.Optional;
import naru.wire.Edns;

/**
 * What a resolver is told. Start from {@link #of} and change what differs. Immutable.
 *
 * @param rootHints the servers of the root
 * @param stubZones where the descent starts at the servers named here
 * @param forwardZones which other resolvers are asked for, with recursion desired
 * @param ports where servers listen whose addresses come from DNS data
 * @param access who may ask
 * @param identity what {@code id.server} says; refused when empty
 * @param minimiseNames show each server no more of the name than it needs (RFC 9156)
 * @param signatures ask upstream for DNSSEC records (the DO bit)
 * @param ednsOctets what we say that we can receive over UDP
 * @param cache how much is remembered
 */
public record ResolverConfig(
    List<NameServer> rootHints,
    List<ConfiguredZone> stubZones,
    List<ConfiguredZone> forwardZones,
    PortMap ports,
    AccessList access,
    Optional<String> identity,
    boolean minimiseNames,
    boolean signatures,
    int ednsOctets,
    CacheBounds cache) {
  public ResolverConfig {
    rootHints = List.copyOf(rootHints);
    stubZones = List.copyOf(stubZones);
    forwardZones = List.copyOf(forwardZones);
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

  /** Everything usual, from these root servers. */
  public static ResolverConfig of(List<NameServer> rootHints) {
    return new ResolverConfig(
        rootHints,
        List.of(),
        List.of(),
        PortMap.STANDARD,
        AccessList.LOOPBACK,
        Optional.empty(),
        false,
        true,
        Edns.SAFE_UDP_OCTETS,
        CacheBounds.USUAL);
  }

  public ResolverConfig withStubZones(List<ConfiguredZone> zones) {
    return new ResolverConfig(
        rootHints,
        zones,
        forwardZones,
        ports,
        access,
        identity,
        minimiseNames,
        signatures,
        ednsOctets,
        cache);
  }

  public ResolverConfig withForwardZones(List<ConfiguredZone> zones) {
    return new ResolverConfig(
        rootHints,
        stubZones,
        zones,
        ports,
        access,
        identity,
        minimiseNames,
        signatures,
        ednsOctets,
        cache);
  }

  public ResolverConfig withPorts(PortMap map) {
    return new ResolverConfig(
        rootHints,
        stubZones,
        forwardZones,
        map,
        access,
        identity,
        minimiseNames,
        signatures,
        ednsOctets,
        cache);
  }

  public ResolverConfig withAccess(AccessList list) {
    return new ResolverConfig(
        rootHints,
        stubZones,
        forwardZones,
        ports,
        list,
        identity,
        minimiseNames,
        signatures,
        ednsOctets,
        cache);
  }

  public ResolverConfig withIdentity(String name) {
    return new ResolverConfig(
        rootHints,
        stubZones,
        forwardZones,
        ports,
        access,
        Optional.of(name),
        minimiseNames,
        signatures,
        ednsOctets,
        cache);
  }

  public ResolverConfig withMinimiseNames(boolean on) {
    return new ResolverConfig(
        rootHints,
        stubZones,
        forwardZones,
        ports,
        access,
        identity,
        on,
        signatures,
        ednsOctets,
        cache);
  }

  public ResolverConfig withSignatures(boolean on) {
    return new ResolverConfig(
        rootHints,
        stubZones,
        forwardZones,
        ports,
        access,
        identity,
        minimiseNames,
        on,
        ednsOctets,
        cache);
  }

  public ResolverConfig withCache(CacheBounds bounds) {
    return new ResolverConfig(
        rootHints,
        stubZones,
        forwardZones,
        ports,
        access,
        identity,
        minimiseNames,
        signatures,
        ednsOctets,
        bounds);
  }
}
