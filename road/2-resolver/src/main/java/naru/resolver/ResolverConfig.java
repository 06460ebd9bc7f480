package naru.resolver;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import naru.wire.Edns;
import naru.wire.Name;
import naru.wire.Rdata;
import naru.wire.Record;
import naru.wire.RecordData;
import naru.wire.RecordSet;

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
    Optional<String> version = Optional.empty();
    Optional<Rdata> nsid = Optional.empty();
    List<LocalZone> localZones = List.of();
    List<Record> localData = List.of();
    boolean specialNames = true;
    List<AddressPrefix> neverAsked = List.of();
    List<AddressPrefix> privateAddresses = List.of();
    List<Name> privateDomains = List.of();
    boolean minimalResponses = true;
    Optional<RateLimit> rateLimit = Optional.empty();
    boolean cookies = true;
    List<Rdata> cookieSecrets = List.of();
    boolean minimalAny = true;
    boolean minimiseNames = false;
    boolean signatures = true;
    int ednsOctets = Edns.SAFE_UDP_OCTETS;
    CacheBounds cache = CacheBounds.USUAL;
    ValidationPolicy validation = ValidationPolicy.OFF;
    Optional<StalePolicy> staleAnswers = Optional.empty();
    boolean prefetch = false;
    Duration lateAfter = Limits.LATE_ANSWER;
    boolean loopbackAnswers = false;
    boolean outsideGlue = false;
    boolean ridingServers = false;
    boolean verifyGlue = false;
    int serversASet = Limits.RECORDS_A_SET;

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
      int entries,
      long octets,
      long minTtlSeconds,
      long maxTtlSeconds,
      long minNegativeSeconds,
      long maxNegativeSeconds) {
    public static final CacheBounds USUAL =
        new CacheBounds(
            Limits.CACHE_ENTRIES,
            Limits.CACHE_OCTETS,
            0,
            Limits.MAX_TTL_SECONDS,
            0,
            Limits.MAX_NEGATIVE_TTL_SECONDS);

    /** How long a denial lives whose SOA is this (RFC 2308 §5). */
    public long negativeTtl(RecordSet soa) {
      long minimum =
          soa.values()
              .mapToLong(data -> data instanceof RecordData.Soa it ? it.minimum() : 0)
              .min()
              .orElse(0);
      long most = Math.min(maxNegativeSeconds, maxTtlSeconds);
      return Math.clamp(
          Math.min(minimum, soa.ttlSeconds()),
          Math.min(Math.max(minNegativeSeconds, minTtlSeconds), most),
          most);
    }

    /** The time to live that a record of so many seconds gets. */
    public long clamp(long ttlSeconds) {
      return Math.clamp(ttlSeconds, minTtlSeconds, maxTtlSeconds);
    }
  }

  /** The servers of the root. */
  public List<NameServer> rootHints() {
    return values.rootHints;
  }

  public ResolverConfig withRootHints(List<NameServer> servers) {
    return with(values -> values.rootHints = List.copyOf(servers));
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

  /** What {@code version.server} says; refused when empty. */
  public Optional<String> version() {
    return values.version;
  }

  public ResolverConfig withVersion(String text) {
    return with(values -> values.version = Optional.of(text));
  }

  /** What who asks for the name server's identifier is told (RFC 5001): the identity by itself. */
  public Optional<Rdata> nsid() {
    return values.nsid.or(() -> values.identity.map(ResolverConfig::octets));
  }

  private static Rdata octets(String text) {
    return Rdata.of(text.getBytes(StandardCharsets.UTF_8));
  }

  public ResolverConfig withNsid(Rdata octets) {
    return with(values -> values.nsid = Optional.of(octets));
  }

  /** Parts of the name space that are answered from here. */
  public List<LocalZone> localZones() {
    return values.localZones;
  }

  public ResolverConfig withLocalZones(List<LocalZone> zones) {
    return with(values -> values.localZones = List.copyOf(zones));
  }

  /** Records that are answered from here. */
  public List<Record> localData() {
    return values.localData;
  }

  public ResolverConfig withLocalData(List<Record> records) {
    return with(values -> values.localData = List.copyOf(records));
  }

  /** Answer special-use names from here (RFC 6761, RFC 6303 and those after them). */
  public boolean specialNames() {
    return values.specialNames;
  }

  public ResolverConfig withSpecialNames(boolean on) {
    return with(values -> values.specialNames = on);
  }

  /** Where no server is ever asked, whatever the data says. */
  public List<AddressPrefix> neverAsked() {
    return values.neverAsked;
  }

  public ResolverConfig withNeverAsked(List<AddressPrefix> prefixes) {
    return with(values -> values.neverAsked = List.copyOf(prefixes));
  }

  /** Addresses that are taken out of answers, against rebinding. */
  public List<AddressPrefix> privateAddresses() {
    return values.privateAddresses;
  }

  public ResolverConfig withPrivateAddresses(List<AddressPrefix> prefixes) {
    return with(values -> values.privateAddresses = List.copyOf(prefixes));
  }

  /** Names at and below which private addresses may be answered. */
  public List<Name> privateDomains() {
    return values.privateDomains;
  }

  public ResolverConfig withPrivateDomains(List<Name> names) {
    return with(values -> values.privateDomains = List.copyOf(names));
  }

  /** How often a client may ask; without one, as often as it likes. */
  public Optional<RateLimit> rateLimit() {
    return values.rateLimit;
  }

  public ResolverConfig withRateLimit(RateLimit limit) {
    return with(values -> values.rateLimit = Optional.of(limit));
  }

  /** Give cookies to clients that send one (RFC 7873). */
  public boolean cookies() {
    return values.cookies;
  }

  public ResolverConfig withCookies(boolean on) {
    return with(values -> values.cookies = on);
  }

  /** Secrets of 16 octets that cookies are made with, the first, and known by; else its own. */
  public List<Rdata> cookieSecrets() {
    return values.cookieSecrets;
  }

  public ResolverConfig withCookieSecrets(List<Rdata> secrets) {
    return with(values -> values.cookieSecrets = List.copyOf(secrets));
  }

  /** Leave servers and their addresses out of answers that do not need them. */
  public boolean minimalResponses() {
    return values.minimalResponses;
  }

  public ResolverConfig withMinimalResponses(boolean on) {
    return with(values -> values.minimalResponses = on);
  }

  /** Answer ANY with one record that says so instead of all that is found (RFC 8482). */
  public boolean minimalAny() {
    return values.minimalAny;
  }

  public ResolverConfig withMinimalAny(boolean on) {
    return with(values -> values.minimalAny = on);
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

  public ResolverConfig withEdnsOctets(int octets) {
    return with(values -> values.ednsOctets = octets);
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

  /** Whether names of the internet may have loopback addresses; its servers never may. */
  public boolean loopbackAnswers() {
    return values.loopbackAnswers;
  }

  public ResolverConfig withLoopbackAnswers(boolean on) {
    return with(values -> values.loopbackAnswers = on);
  }

  /** Whether a referral's addresses of servers outside the zone that was asked count. */
  public boolean outsideGlue() {
    return values.outsideGlue;
  }

  public ResolverConfig withOutsideGlue(boolean on) {
    return with(values -> values.outsideGlue = on);
  }

  /** Whether a zone's servers that ride on an answer count (CVE-2025-11411): better not. */
  public boolean ridingServers() {
    return values.ridingServers;
  }

  public ResolverConfig withRidingServers(boolean on) {
    return with(values -> values.ridingServers = on);
  }

  /** Whether glue beside a zone is looked up before it is used, where that can be done. */
  public boolean verifyGlue() {
    return values.verifyGlue;
  }

  public ResolverConfig withVerifyGlue(boolean on) {
    return with(values -> values.verifyGlue = on);
  }

  /** How many servers of a zone are let in. */
  public int serversASet() {
    return values.serversASet;
  }

  public ResolverConfig withServersASet(int most) {
    return with(values -> values.serversASet = most);
  }

  /** Answers over UDP that come later than this are not sent: nobody waits for them (DNSBomb). */
  public Duration lateAfter() {
    return values.lateAfter;
  }

  public ResolverConfig withLateAfter(Duration limit) {
    return with(values -> values.lateAfter = limit);
  }
}
