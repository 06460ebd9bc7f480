package naru.names;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import naru.journey.Cause;
import naru.journey.Trace;
import naru.journey.VerdictCode;
import naru.net.Addresses;
import naru.wire.Name;
import naru.wire.Parsed;
import naru.wire.Record;
import naru.wire.RecordData;
import naru.wire.RecordSet;
import naru.wire.RecordType;

/**
 * Looks names up: asks the sources in the order of the road until one knows, and starts again at
 * the first of them with the target of an alias. Thread-safe.
 */
public final class NameLookup {
  /** Both families, in the order in which addresses are preferred (RFC 6724 §2.1). */
  public static final List<RecordType> BOTH_FAMILIES = List.of(RecordType.AAAA, RecordType.A);

  private final HostsFile hosts;
  private final BrowserCache browser;
  private final List<NameSource> order;
  private final SearchList search;

  private NameLookup(
      HostsFile hosts,
      BrowserCache browser,
      OperatingSystem system,
      Optional<StubResolver> resolver,
      SearchList search) {
    this.hosts = hosts;
    this.browser = browser;
    this.search = search;
    // The order of the road: what a person wrote by hand wins over all that could be poisoned.
    List<NameSource> sources = new ArrayList<>(List.of(hosts, new SpecialNames(), browser, system));
    resolver.ifPresent(sources::add);
    this.order = List.copyOf(sources);
  }

  /** The operating system's service answers, from its cache or by its own stub. */
  public static NameLookup byOperatingSystem(
      HostsFile hosts, BrowserCache browser, OperatingSystem system) {
    return new NameLookup(hosts, browser, system, Optional.empty(), SearchList.NONE);
  }

  /** A resolver that somebody named answers; the operating system is passed over. */
  public static NameLookup byResolver(
      HostsFile hosts, BrowserCache browser, StubResolver resolver) {
    var system = new OperatingSystem.Skipped();
    return new NameLookup(hosts, browser, system, Optional.of(resolver), SearchList.NONE);
  }

  /** The machine's resolvers answer, asked by our own stub; no service of ours is running. */
  public static NameLookup byMachine(
      HostsFile hosts, BrowserCache browser, StubResolver resolver, SearchList search) {
    var system = new OperatingSystem.Absent();
    return new NameLookup(hosts, browser, system, Optional.of(resolver), search);
  }

  /** The addresses of {@code host}, a name or a literal as it stands in a URL. */
  public LookupResult addresses(String host, long deadlineNanos, Trace trace) {
    return look(host, BOTH_FAMILIES, deadlineNanos, trace);
  }

  /** The records of {@code types}; an address literal is its own answer, and nobody is asked. */
  public LookupResult look(String host, List<RecordType> types, long deadlineNanos, Trace trace) {
    Optional<InetAddress> literal = Addresses.literal(unbracketed(host));
    if (literal.isPresent()) {
      return literal(literal.get());
    }
    return switch (Name.parse(host)) {
      case Parsed.Malformed<Name> malformed ->
          new LookupResult.Failed(
              Cause.of(
                  VerdictCode.URL_MALFORMED,
                  "not a name: " + ForeignText.clean(host, 80) + ": " + malformed),
              List.of());
      case Parsed.Ok<Name>(Name typed) ->
          look(typed, host.endsWith("."), types, deadlineNanos, trace);
    };
  }

  /**
   * The records of {@code types} at a name.
   *
   * @param finalDot it was written with its final dot, and so means itself and nothing else
   */
  public LookupResult look(
      Name typed, boolean finalDot, List<RecordType> types, long deadlineNanos, Trace trace) {
    Asked asked = new Asked(typed, types, browser.beginLookup(), deadlineNanos, trace);
    return tryCandidates(asked, finalDot);
  }

  private static String unbracketed(String host) {
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    return bracketed ? host.substring(1, host.length() - 1) : host;
  }

  private static LookupResult literal(InetAddress address) {
    Record record = Record.of(Name.ROOT, 0, RecordData.address(address));
    return new LookupResult.Found(
        List.of(RecordSet.of(List.of(record))), List.of(), Optional.empty());
  }

  /** Each name that may be meant; a line by hand for the very name typed ends the guessing. */
  private LookupResult tryCandidates(Asked asked, boolean finalDot) {
    Name typed = asked.name();
    List<Name> candidates =
        hosts.knows(typed) ? List.of(typed) : search.candidates(typed, finalDot);
    Optional<LookupResult.Failed> failure = Optional.empty();
    for (Name candidate : candidates) {
      switch (follow(asked.withName(candidate))) {
        case LookupResult.Found found -> {
          return found;
        }
        case LookupResult.Failed failed -> {
          if (failure.isEmpty() || candidate.equals(typed)) {
            failure = Optional.of(failed);
          }
          if (!isDenied(failed)) {
            return failed;
          }
        }
      }
    }
    return failure.orElseThrow();
  }

  private static boolean isDenied(LookupResult.Failed failed) {
    return failed.cause().code() == VerdictCode.DNS_NXDOMAIN
        || failed.cause().code() == VerdictCode.DNS_NODATA;
  }

  /**
   * Follows aliases; each target is looked for in the whole order again, at the hosts file first.
   */
  private LookupResult follow(Asked asked) {
    List<Name> chain = new ArrayList<>(List.of(asked.name()));
    while (true) {
      switch (ask(asked.withName(chain.getLast()))) {
        case Finding.Found(var sets, var byHand) -> {
          return new LookupResult.Found(sets, chain, byHand);
        }
        case Finding.Alias(Name target) -> {
          Optional<Cause> refused = refusal(chain, target);
          chain.add(target);
          if (refused.isPresent()) {
            return new LookupResult.Failed(refused.get(), chain);
          }
        }
        case Finding.NoData(var zone) -> {
          return new LookupResult.Failed(noData(chain, asked.types(), zone), chain);
        }
        case Finding.NoSuchName(var zone) -> {
          return new LookupResult.Failed(noSuchName(chain, zone), chain);
        }
        case Finding.Failed(Cause cause) -> {
          return new LookupResult.Failed(cause, chain);
        }
        case Finding.Unknown _ -> {
          return new LookupResult.Failed(nobodyToAsk(chain.getLast()), chain);
        }
      }
    }
  }

  private Finding ask(Asked asked) {
    for (NameSource source : order) {
      Finding finding = source.find(asked);
      if (!(finding instanceof Finding.Unknown)) {
        return finding;
      }
    }
    return new Finding.Unknown();
  }

  private static Optional<Cause> refusal(List<Name> chain, Name target) {
    List<Name> longer = new ArrayList<>(chain);
    longer.add(target);
    if (chain.contains(target)) {
      return Optional.of(
          Cause.of(
              VerdictCode.DNS_ALIAS_LOOP,
              "the aliases go in a circle: " + FoundText.chain(longer)));
    }
    return chain.size() > Limits.ALIASES
        ? Optional.of(
            Cause.of(
                VerdictCode.DNS_ALIAS_TOO_LONG,
                "more than " + Limits.ALIASES + " aliases: " + FoundText.chain(longer)))
        : Optional.empty();
  }

  private static Cause noSuchName(List<Name> chain, Optional<Name> zone) {
    Name last = chain.getLast();
    String says = zone.map(z -> ", says zone " + z).orElse("");
    return chain.size() == 1
        ? Cause.of(VerdictCode.DNS_NXDOMAIN, last.toHost() + " does not exist" + says)
        : Cause.of(
            VerdictCode.DNS_ALIAS_TO_NOTHING,
            "the alias leads to "
                + last.toHost()
                + ", which does not exist"
                + says
                + ": "
                + FoundText.chain(chain));
  }

  private static Cause noData(List<Name> chain, List<RecordType> types, Optional<Name> zone) {
    return new Cause(
        VerdictCode.DNS_NODATA,
        chain.getLast().toHost()
            + " exists, but has no "
            + FoundText.types(types)
            + " records"
            + zone.map(z -> ", says zone " + z).orElse(""),
        chain.size() > 1 ? List.of("aliases: " + FoundText.chain(chain)) : List.of());
  }

  private static Cause nobodyToAsk(Name name) {
    return Cause.of(
        VerdictCode.DNS_RESOLVER_UNREACHABLE,
        "nobody to ask for "
            + name.toHost()
            + ": the operating system's service does not answer, and no resolver is given");
  }
}
