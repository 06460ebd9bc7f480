package naru.resolver.policy;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import naru.resolver.ConfiguredZone;
import naru.resolver.LocalAnswer;
import naru.resolver.LocalZone;
import naru.resolver.LocalZone.Kind;
import naru.resolver.ResolverConfig;
import naru.wire.Name;
import naru.wire.Question;
import naru.wire.Rcode;
import naru.wire.Record;
import naru.wire.RecordClass;
import naru.wire.RecordData;
import naru.wire.RecordSet;
import naru.wire.RecordType;

/**
 * What is answered from the configuration: of all local zones that hold a name the deepest decides,
 * first by its data, then by its kind. Data in no zone is in one of the root. The special-use names
 * are zones like any other, unless they are switched off one by one (kind {@code nodefault}) or a
 * stub or forward zone holds the name. Immutable once made.
 */
public final class LocalZones {
  /** Blocked names have these addresses for an hour. */
  private static final long NULL_TTL_SECONDS = 3600;

  private record Key(Name name, RecordClass recordClass) {}

  private final Map<Key, LocalNames> zones = new HashMap<>();
  private final Set<Key> special = new HashSet<>();
  private final Set<Name> tops = new HashSet<>();
  private final List<Name> configured;

  public LocalZones(ResolverConfig config, LoopbackRule loopback) {
    this.configured =
        Stream.concat(config.stubZones().stream(), config.forwardZones().stream())
            .map(ConfiguredZone::zone)
            .filter(zone -> !zone.isRoot())
            .toList();
    config.localZones().forEach(zone -> open(key(zone), zone.kind()));
    if (config.specialNames()) {
      SpecialNames.all(loopback).forEach(this::addSpecial);
    }
    zones.values().removeIf(zone -> zone.kind() == Kind.NODEFAULT);
    zones.keySet().forEach(key -> tops.add(top(key.name())));
    config.localData().forEach(this::add);
  }

  private static Key key(LocalZone zone) {
    return new Key(zone.name(), zone.recordClass());
  }

  private LocalNames open(Key key, Kind kind) {
    return zones.computeIfAbsent(key, k -> new LocalNames(k.name(), kind));
  }

  /** What somebody configured by himself is his own. */
  private void addSpecial(SpecialNames.Zone zone) {
    Key key = new Key(zone.name(), RecordClass.IN);
    if (!zones.containsKey(key)) {
      LocalNames names = open(key, zone.kind());
      zone.records().forEach(names::add);
      special.add(key);
    }
  }

  private void add(Record record) {
    tops.add(top(record.owner()));
    Key implicit = new Key(Name.ROOT, record.recordClass());
    nearest(record.owner(), record.recordClass())
        .orElseGet(() -> open(implicit, kindOfRest(record.recordClass())))
        .add(record);
  }

  /** In classes of which nobody else could be asked, what has no data is refused. */
  private static Kind kindOfRest(RecordClass recordClass) {
    boolean askable = recordClass.equals(RecordClass.IN) || recordClass.equals(RecordClass.CH);
    return askable ? Kind.TRANSPARENT : Kind.REFUSE;
  }

  private static Name top(Name name) {
    return name.isRoot() ? name : name.rightmost(1);
  }

  private Optional<LocalNames> nearest(Name name, RecordClass recordClass) {
    Optional<Name> at = Optional.of(name);
    while (at.isPresent()) {
      LocalNames zone = zones.get(new Key(at.get(), recordClass));
      if (zone != null) {
        return Optional.of(zone);
      }
      at = at.get().parent();
    }
    return Optional.empty();
  }

  /** The answer of our own; empty where others are to be asked. */
  public Optional<LocalAnswer> answer(Question question) {
    Name name = holder(question);
    // Most names are under a top level where nothing is local.
    if (!tops.contains(top(name)) && !tops.contains(Name.ROOT)) {
      return Optional.empty();
    }
    return nearest(name, question.recordClass())
        .filter(zone -> !isLeftToConfigured(zone, question))
        .flatMap(zone -> answer(zone, question));
  }

  /** RFC 4035 §3.1.4.1: the DS of a zone is its parent's to say. */
  private static Name holder(Question question) {
    Name name = question.name();
    return question.type().equals(RecordType.DS) ? name.parent().orElse(name) : name;
  }

  private boolean isLeftToConfigured(LocalNames zone, Question question) {
    return special.contains(new Key(zone.zone(), question.recordClass()))
        && configured.stream().anyMatch(question.name()::isAtOrBelow);
  }

  private static Optional<LocalAnswer> answer(LocalNames zone, Question question) {
    return switch (zone.kind()) {
      case STATIC, REDIRECT, TRANSPARENT, TYPETRANSPARENT, DENY, REFUSE ->
          fromData(zone, question).or(() -> withoutData(zone, question));
      case ALWAYS_TRANSPARENT,
          ALWAYS_REFUSE,
          ALWAYS_NXDOMAIN,
          ALWAYS_NODATA,
          ALWAYS_DENY,
          ALWAYS_NULL,
          BLOCK_A,
          NODEFAULT ->
          withoutData(zone, question);
    };
  }

  private static Optional<LocalAnswer> fromData(LocalNames zone, Question question) {
    boolean redirects = zone.kind() == Kind.REDIRECT;
    Name owner = redirects ? zone.zone() : question.name();
    List<RecordSet> found = zone.answering(question, owner);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    boolean wantsAlias = question.type().equals(RecordType.CNAME);
    return Optional.of(found.getFirst())
        .filter(_ -> redirects && !wantsAlias)
        .flatMap(LocalZones::alias)
        .or(() -> Optional.of(new LocalAnswer.Given(Rcode.NOERROR, found, List.of())));
  }

  private static Optional<LocalAnswer> alias(RecordSet set) {
    return set.values()
        .filter(RecordData.Cname.class::isInstance)
        .map(RecordData.Cname.class::cast)
        .map(cname -> (LocalAnswer) new LocalAnswer.Alias(set, cname.target()))
        .findFirst();
  }

  private static Optional<LocalAnswer> withoutData(LocalNames zone, Question question) {
    boolean exists = zone.exists(question.name());
    return switch (zone.kind()) {
      case STATIC -> Optional.of(denial(zone, exists ? Rcode.NOERROR : Rcode.NXDOMAIN));
      case REDIRECT, ALWAYS_NODATA -> Optional.of(denial(zone, Rcode.NOERROR));
      case ALWAYS_NXDOMAIN -> Optional.of(denial(zone, Rcode.NXDOMAIN));
      case DENY, ALWAYS_DENY -> Optional.of(new LocalAnswer.Silence());
      case REFUSE, ALWAYS_REFUSE ->
          Optional.of(new LocalAnswer.Given(Rcode.REFUSED, List.of(), List.of()));
      case TRANSPARENT ->
          zone.hasData(question.name())
              ? Optional.of(denial(zone, Rcode.NOERROR))
              : Optional.empty();
      case TYPETRANSPARENT, ALWAYS_TRANSPARENT, NODEFAULT -> Optional.empty();
      case BLOCK_A ->
          question.type().equals(RecordType.A)
              ? Optional.of(denial(zone, Rcode.NOERROR))
              : Optional.empty();
      case ALWAYS_NULL -> Optional.of(nothing(zone, question));
    };
  }

  private static LocalAnswer denial(LocalNames zone, Rcode rcode) {
    return new LocalAnswer.Given(rcode, List.of(), zone.negativeSoa());
  }

  private static LocalAnswer nothing(LocalNames zone, Question question) {
    Optional<String> address =
        switch (question.type().code()) {
          case 1 -> Optional.of("0.0.0.0");
          case 28 -> Optional.of("::");
          default -> Optional.empty();
        };
    return address
        .map(text -> RecordData.address(InetAddress.ofLiteral(text)))
        .map(data -> Record.of(question.name(), NULL_TTL_SECONDS, data))
        .map(record -> List.of(RecordSet.of(List.of(record))))
        .map(sets -> (LocalAnswer) new LocalAnswer.Given(Rcode.NOERROR, sets, List.of()))
        .orElseGet(() -> denial(zone, Rcode.NOERROR));
  }
}
