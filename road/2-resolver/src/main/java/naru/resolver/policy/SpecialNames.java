package naru.resolver.policy;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import naru.resolver.ConfiguredZone;
import naru.resolver.Resolved;
import naru.resolver.ResolverConfig;
import naru.resolver.SignedSet;
import naru.wire.Name;
import naru.wire.Question;
import naru.wire.Rcode;
import naru.wire.Record;
import naru.wire.RecordData;
import naru.wire.RecordSet;
import naru.wire.RecordType;

/**
 * Names that no server of the internet is asked for (RFC 6761, RFC 7686). A zone that the
 * configuration names itself goes before them. Immutable.
 */
public final class SpecialNames {
  private static final Name LOCALHOST = Name.of("localhost");
  private static final Name TEST = Name.of("test");
  private static final Name REVERSE_LOOPBACK = Name.of("127.in-addr.arpa");
  private static final Name REVERSE_LOOPBACK_SIX =
      Name.of("1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.ip6.arpa");

  /** Zones that do not exist: RFC 6761 §6.4, RFC 7686 §2, RFC 6761 §6.2. */
  private static final List<Name> ABSENT = List.of(Name.of("invalid"), Name.of("onion"), TEST);

  /** Their answers never change: three hours, as RFC 6303 §3 has its local zones. */
  private static final long TTL_SECONDS = 10_800;

  private final List<Name> configured;
  private final LoopbackRule loopback;

  public SpecialNames(ResolverConfig config, LoopbackRule loopback) {
    this.configured =
        Stream.concat(config.stubZones().stream(), config.forwardZones().stream())
            .map(ConfiguredZone::zone)
            .filter(zone -> !zone.isRoot())
            .toList();
    this.loopback = loopback;
  }

  /** The answer to a question that must not leave this machine. */
  public Optional<Resolved> answer(Question question) {
    Name name = question.name();
    for (Name zone : configured) {
      if (name.isAtOrBelow(zone)) {
        return Optional.empty();
      }
    }
    if (name.isAtOrBelow(LOCALHOST)) {
      return Optional.of(localhost(question));
    }
    if (name.isAtOrBelow(REVERSE_LOOPBACK) || name.equals(REVERSE_LOOPBACK_SIX)) {
      return reverse(question);
    }
    return absent(name).map(SpecialNames::noSuchName);
  }

  /** The zone of names that never exist. */
  private Optional<Name> absent(Name name) {
    for (Name zone : ABSENT) {
      if (name.isAtOrBelow(zone) && !(zone.equals(TEST) && loopback.isLocalTree(Name.ROOT))) {
        return Optional.of(zone);
      }
    }
    return Optional.empty();
  }

  /** RFC 6761 §6.3: address questions get loopback, all others a denial. */
  private static Resolved localhost(Question question) {
    return switch (question.type().code()) {
      case 1 -> positive(question, RecordData.address(InetAddress.ofLiteral("127.0.0.1")));
      case 28 -> positive(question, RecordData.address(InetAddress.ofLiteral("::1")));
      default -> noData(LOCALHOST);
    };
  }

  /** RFC 6303 §4.2, §4.4: only where no world of this machine may have its own. */
  private Optional<Resolved> reverse(Question question) {
    if (loopback.isLocalTree(Name.ROOT)) {
      return Optional.empty();
    }
    return Optional.of(
        question.type().equals(RecordType.PTR)
            ? positive(question, new RecordData.Ptr(LOCALHOST))
            : noData(question.name()));
  }

  private static Resolved positive(Question question, RecordData data) {
    Record record = Record.of(question.name(), TTL_SECONDS, data);
    return Resolved.of(Rcode.NOERROR, List.of(setOf(record)), List.of());
  }

  private static Resolved noData(Name zone) {
    return Resolved.of(Rcode.NOERROR, List.of(), List.of(soa(zone)));
  }

  private static Resolved noSuchName(Name zone) {
    return Resolved.of(Rcode.NXDOMAIN, List.of(), List.of(soa(zone)));
  }

  /** The SOA of RFC 6303 §3, so that others can remember the denial. */
  private static SignedSet soa(Name zone) {
    RecordData soa =
        new RecordData.Soa(
            LOCALHOST, Name.of("nobody.invalid"), 1, 3600, 1200, 604_800, TTL_SECONDS);
    return setOf(Record.of(zone, TTL_SECONDS, soa));
  }

  private static SignedSet setOf(Record record) {
    return SignedSet.unsigned(RecordSet.of(List.of(record)));
  }
}
