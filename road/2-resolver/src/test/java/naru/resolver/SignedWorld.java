package naru.resolver;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import naru.wire.Message;
import naru.wire.Name;
import naru.wire.Question;
import naru.wire.RecordType;

/**
 * A signed internet on a {@link TinyInternet}: each zone has two servers, its parent vouches for
 * its keys, and the resolver trusts the root's. Confined to one test.
 *
 * <pre>
 * .  (NSEC)
 *   test  (NSEC)
 *     naru.test   (NSEC)      names of every kind, a wildcard among them
 *     three.test  (NSEC3)     the same
 *     out.test    (NSEC3 with opt-out)   the same, and a delegation without keys
 *     plain.test  unsigned    the same
 * </pre>
 */
final class SignedWorld {
  final TinyInternet internet;
  private final Map<Name, SignedZone> zones = new LinkedHashMap<>();
  private final Map<Name, List<String>> servers = new LinkedHashMap<>();
  private UnaryOperator<ValidationPolicy> policy = usual -> usual;
  private UnaryOperator<ResolverConfig> config = usual -> usual;

  /** The root alone. */
  SignedWorld() {
    this(1);
  }

  SignedWorld(long seed) {
    this(seed, SignedZone.START);
  }

  SignedWorld(long seed, Instant begin) {
    internet = new TinyInternet(seed, begin);
    serve(SignedZone.of("."), "127.53.0.1");
  }

  static SignedWorld usual() {
    return new SignedWorld()
        .with(SignedZone.of("test"))
        .with(usual("naru.test"))
        .with(usual("three.test").nsec3(1, "aabb"))
        .with(usual("out.test").nsec3OptOut(0, ""))
        .with(SignedZone.of("sub.out.test", "www.sub.out.test 300 A 198.51.100.4").unsigned())
        .with(usual("plain.test").unsigned());
  }

  /** Names of every kind. */
  private static SignedZone usual(String zone) {
    return SignedZone.of(
        zone,
        "web." + zone + " 300 A 198.51.100.1",
        "www." + zone + " 300 CNAME web." + zone,
        "far." + zone + " 300 CNAME web.three.test",
        "void." + zone + " 300 CNAME nobody.three.test",
        "hole." + zone + " 300 CNAME nobody." + zone,
        "lost." + zone + " 300 CNAME web.plain.test",
        "old." + zone + " 300 DNAME naru.test",
        "a.deep." + zone + " 300 A 198.51.100.2",
        "*.wild." + zone + " 300 A 198.51.100.3",
        "b.wild." + zone + " 300 TXT here",
        "*.alias." + zone + " 300 CNAME web." + zone);
  }

  /** One more zone below those that are there. */
  SignedWorld with(SignedZone zone) {
    Name parent = parentOf(zone.origin);
    int number = zones.size();
    List<String> addresses = List.of("127.53." + number + ".1", "127.53." + number + ".2");
    String name = zone.origin.toHost();
    List<String> lines = new ArrayList<>();
    for (String each : addresses) {
      String host = "ns" + (lines.size() / 2 + 1) + "." + name;
      lines.add(name + " 3600 NS " + host);
      lines.add(host + " 3600 A " + each);
    }
    zoneAt(parent).delegate(zone, lines.toArray(String[]::new));
    zone.add(lines.toArray(String[]::new));
    return serve(zone, addresses.toArray(String[]::new));
  }

  private SignedWorld serve(SignedZone zone, String... addresses) {
    zones.put(zone.origin, zone);
    servers.put(zone.origin, List.of(addresses));
    for (String address : addresses) {
      internet.says(address, zone::answer);
    }
    return this;
  }

  private Name parentOf(Name zone) {
    Optional<Name> at = zone.parent();
    while (!zones.containsKey(at.orElseThrow())) {
      at = at.get().parent();
    }
    return at.get();
  }

  SignedZone zone(String name) {
    return zoneAt(Name.of(name));
  }

  private SignedZone zoneAt(Name name) {
    return Optional.ofNullable(zones.get(name)).orElseThrow();
  }

  private List<String> serversOf(String zone) {
    return Optional.ofNullable(servers.get(Name.of(zone))).orElseThrow();
  }

  String server(String zone, int number) {
    return serversOf(zone).get(number - 1);
  }

  /** Somebody between all servers of a zone and us: query and answer in, another answer out. */
  SignedWorld onPath(String zone, BinaryOperator<Message> tampering) {
    for (String address : serversOf(zone)) {
      onPathTo(address, zone, tampering);
    }
    return this;
  }

  /** The same before one of its servers. */
  SignedWorld onPathTo(String address, String zone, BinaryOperator<Message> tampering) {
    internet.says(address, query -> tampering.apply(query, zone(zone).answer(query)));
    return this;
  }

  SignedWorld policy(UnaryOperator<ValidationPolicy> change) {
    policy = change;
    return this;
  }

  SignedWorld configured(UnaryOperator<ResolverConfig> change) {
    config = change;
    return this;
  }

  /** The world with a resolver that trusts its root; to be called when all is planned. */
  SignedWorld open() {
    ValidationPolicy validation = policy.apply(ValidationPolicy.of(List.of(zone(".").anchor())));
    internet.configured(usual -> config.apply(usual.withValidation(validation)));
    return this;
  }

  /** What a resolver would answer that knows every zone, and checks nothing. */
  Message everything(Message query) {
    Question question = query.question().orElseThrow();
    Message.Builder answer = Message.answerTo(query).recursionAvailable(true);
    query.edns().ifPresent(answer::edns);
    Name at = question.name();
    for (int aliases = 0; aliases < 12; aliases++) {
      Message part = holder(at, question.type()).sealed().answerOnly(query, at, question.type());
      answer.answers(part.answers()).authorities(part.authorities()).rcode(part.rcode());
      Optional<Name> next = aliasOf(part, at, question.type());
      if (next.isEmpty()) {
        return answer.build();
      }
      at = next.get();
    }
    return answer.build();
  }

  private static Optional<Name> aliasOf(Message part, Name owner, RecordType type) {
    return part.answers().stream()
        .filter(record -> record.owner().equals(owner))
        .filter(record -> record.type().equals(RecordType.CNAME) && !type.equals(RecordType.CNAME))
        .findFirst()
        .map(SealedZone::target);
  }

  /** The zone that holds a name; a DS is its parent's. */
  private SignedZone holder(Name name, RecordType type) {
    Optional<Name> at = Optional.of(name);
    if (type.equals(RecordType.DS)) {
      at = Optional.of(name.parent().orElse(Name.ROOT));
    }
    while (!zones.containsKey(at.orElseThrow())) {
      at = at.get().parent();
    }
    return zoneAt(at.get());
  }

  /** All questions go to a resolver that knows everything, or to somebody on the path to it. */
  SignedWorld forwarding(BinaryOperator<Message> tampering) {
    String address = "127.53.99.1";
    internet.says(address, query -> tampering.apply(query, everything(query)));
    var socket = new InetSocketAddress(InetAddress.ofLiteral(address), 53);
    return configured(
        usual -> usual.withForwardZones(List.of(ConfiguredZone.of(Name.ROOT, List.of(socket)))));
  }

  TinyInternet.Walk walk(String name, RecordType type) {
    return internet.walk(name, type);
  }

  /** {@code secure NOERROR}, {@code insecure NXDOMAIN}, or the code of the failure. */
  String heard(String name, RecordType type) {
    return heard(walk(name, type));
  }

  static String heard(TinyInternet.Walk walk) {
    Resolved resolved = walk.resolved();
    return resolved.isFailure()
        ? walk.outcome()
        : (resolved.authentic() ? "secure " : "insecure ") + resolved.rcode();
  }

  /** Questions sent so far. */
  int asked() {
    return internet.journal.size();
  }
}
