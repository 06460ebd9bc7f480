package naru.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import naru.dnssec.SigningKey;
import naru.nameserver.AuthoritativeServer;
import naru.nameserver.ServerIdentity;
import naru.nameserver.SigningPolicy;
import naru.nameserver.Zone;
import naru.nameserver.ZoneCheck;
import naru.nameserver.ZoneSigner;
import naru.nameserver.ZoneStore;
import naru.net.Server;
import naru.time.Time;
import naru.wire.Edns;
import naru.wire.Message;
import naru.wire.MessageCodec;
import naru.wire.Name;
import naru.wire.Record;
import naru.wire.RecordData;
import naru.wire.RecordType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Zones that others signed, served by us as by NSD and Knot DNS; zones that we signed, judged by
 * the checkers of BIND, ldns and Knot DNS.
 */
class SignedZonesTest {
  private static final String ORIGIN = "ship.test.";

  private static final String ZONE =
      """
      $ORIGIN ship.test.
      $TTL 300
      @ SOA ns1 hostmaster 1 7200 3600 1209600 60
      @ NS ns1
      @ MX 10 deck
      ns1 A 127.71.2.1
      www CNAME deck
      lost CNAME nothing
      deck A 192.0.2.10
      deck A 192.0.2.11
      deck AAAA 2001:db8::10
      *.cargo A 192.0.2.20
      stored.cargo TXT "not a wildcard"
      *.links CNAME deck
      old DNAME deck.cargo
      deep.empty TXT "below an empty non-terminal"
      child NS ns.child
      ns.child A 127.71.3.1
      signed NS ns.other.test.
      signed DS 1 13 2 0000000000000000000000000000000000000000000000000000000000000000
      a.deeper NS ns.other.test.
      """;

  private static final List<String> NAMES =
      List.of(
          "ship.test",
          "ns1.ship.test",
          "www.ship.test",
          "lost.ship.test",
          "deck.ship.test",
          "a.deck.ship.test",
          "cargo.ship.test",
          "x.cargo.ship.test",
          "x.y.cargo.ship.test",
          "stored.cargo.ship.test",
          "x.stored.cargo.ship.test",
          "*.cargo.ship.test",
          "x.links.ship.test",
          "a.x.links.ship.test",
          "old.ship.test",
          "x.old.ship.test",
          "deep.empty.ship.test",
          "empty.ship.test",
          "x.empty.ship.test",
          "child.ship.test",
          "www.child.ship.test",
          "signed.ship.test",
          "www.signed.ship.test",
          "a.deeper.ship.test",
          "x.a.deeper.ship.test",
          "deeper.ship.test",
          "b.deeper.ship.test",
          "aaa.ship.test",
          "zzz.ship.test",
          "x.zzz.ship.test");

  private static final List<String> TYPES =
      List.of("A", "AAAA", "MX", "TXT", "DS", "NS", "SOA", "CNAME", "DNSKEY", "NSEC3PARAM");

  private static final List<AutoCloseable> RUNNING = new ArrayList<>();

  @AfterAll
  static void stop() throws Exception {
    for (AutoCloseable each : RUNNING) {
      each.close();
    }
  }

  // ---- zones that others signed ----------------------------------------------------------------

  /** Each signer with the needs of its own, as a shell runs it in an empty directory. */
  enum Signer {
    LDNS("ldns-signzone", "K=$(ldns-keygen -a ECDSAP256SHA256 -k ship.test); ", "$K"),
    BIND(
        "dnssec-signzone",
        "dnssec-keygen -q -a ECDSAP256SHA256 -f KSK ship.test >/dev/null;"
            + " dnssec-keygen -q -a ECDSAP256SHA256 ship.test >/dev/null; ",
        "");

    private final String program;
    private final String keys;
    private final String key;

    Signer(String program, String keys, String key) {
      this.program = program;
      this.keys = keys;
      this.key = key;
    }

    private String command(boolean hashed, boolean optOut) {
      return switch (this) {
        case LDNS ->
            keys
                + (hashed ? "ldns-signzone -n -t 5 -s aabbccdd " : "ldns-signzone ")
                + (optOut ? "-p " : "")
                + "-f signed zone "
                + key;
        case BIND ->
            keys
                + "dnssec-signzone -S -q -x -o ship.test -f signed "
                + (hashed ? "-3 aabbccdd -H 5 " : "")
                + (optOut ? "-A " : "")
                + "zone >/dev/null";
      };
    }

    String sign(boolean hashed, boolean optOut) {
      Program.needed(program);
      return shell(command(hashed, optOut));
    }
  }

  private static String shell(String command) {
    Path directory = TestWorld.newDirectory();
    TestWorld.write(directory.resolve("zone"), ZONE);
    try {
      Program.needed("sh").run("-c", "cd " + directory + " && { " + command + "; }").text();
      return Files.readString(directory.resolve("signed"), StandardCharsets.US_ASCII);
    } catch (IOException unsigned) {
      throw new UncheckedIOException(unsigned);
    } finally {
      TestWorld.remove(directory);
    }
  }

  /** Knot's signer writes where its configuration says. */
  private static String signedByKnot(boolean hashed, boolean optOut) {
    Program.needed("kzonesign");
    String policy =
        "nsec3: %s\n    nsec3-iterations: 5\n    nsec3-opt-out: %s"
            .formatted(hashed ? "on" : "off", optOut ? "on" : "off");
    String conf =
        """
        database:
          storage: "$PWD/db"
        policy:
          - id: p
            algorithm: ecdsap256sha256
            %s
        zone:
          - domain: ship.test.
            file: "$PWD/zone"
            dnssec-signing: on
            dnssec-policy: p
        """
            .formatted(policy);
    return shell(
        "mkdir -p out db/keys && cat >conf <<END\n"
            + conf
            + "END\n"
            + "kzonesign -c conf -o out ship.test. >log 2>&1 && cp out/* signed");
  }

  @ParameterizedTest
  @EnumSource
  void byNsec(Signer signer) {
    compare(signer.sign(false, false));
  }

  @ParameterizedTest
  @EnumSource
  void byNsec3(Signer signer) {
    compare(signer.sign(true, false));
  }

  @ParameterizedTest
  @EnumSource
  void byNsec3WithOptOut(Signer signer) {
    compare(signer.sign(true, true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"nsec", "nsec3", "nsec3-opt-out"})
  void byKnot(String denial) {
    compare(signedByKnot(denial.startsWith("nsec3"), denial.endsWith("out")));
  }

  /** Ours with each of theirs: the same answer to each question. */
  private static void compare(String signed) {
    AuthoritativeServer ours = ours(signed);
    for (String program : List.of("nsd", "knotd")) {
      InetSocketAddress theirs = theirs(Program.needed(program), signed);
      for (String name : NAMES) {
        for (String type : TYPES) {
          Message query = secure(name, type);
          Message answer = ours.answer(query).orElseThrow();
          boolean aside = program.equals("nsd") && isOfItsOwnMind(name);
          assertThat(said(MessageCodec.decode(MessageCodec.encode(answer)).orThrow(), aside))
              .as(program + " " + name + " " + type)
              .isEqualTo(said(Visitor.answer(new Server.Plain(theirs), query), aside));
        }
      }
    }
  }

  private static Message secure(String name, String type) {
    Edns edns = Edns.plain().withDnssecOk(true);
    return Visitor.query(name, type).edit().edns(edns).build();
  }

  private static InetSocketAddress theirs(Program program, String signed) {
    InetAddress address = InetAddress.ofLiteral("127.71.4.1");
    var at = new InetSocketAddress(address, Counterpart.freePort(List.of(address)));
    RUNNING.add(
        ForeignNameServer.start(program, at, List.of(new ForeignNameServer.Zone(ORIGIN, signed))));
    return at;
  }

  private static AuthoritativeServer ours(String signed) {
    Path directory = TestWorld.newDirectory();
    Path file = TestWorld.write(directory.resolve("zone"), signed);
    Zone zone = accepted(Zone.read(Name.of(ORIGIN), file));
    TestWorld.remove(directory);
    assertThat(zone.isSigned()).isTrue();
    return new AuthoritativeServer(ServerIdentity.HIDDEN, ZoneStore.of(zone));
  }

  private static Zone accepted(ZoneCheck check) {
    return switch (check) {
      case ZoneCheck.Accepted(Zone zone, _) -> zone;
      case ZoneCheck.Rejected rejected -> throw new AssertionError(rejected.toString());
    };
  }

  /**
   * Where NSD proves more or less by hashes than the RFC says: the closest encloser of a wildcard
   * that is asked by its own name (RFC 5155 §7.2.3), and no next closer name at an empty
   * non-terminal that opt-out left out (§7.2.2, §7.2.4). Knot DNS does as we do.
   */
  private static boolean isOfItsOwnMind(String name) {
    return name.startsWith("*") || name.endsWith("deeper.ship.test");
  }

  /**
   * What must be the same; a courtesy like the zone's NS records need not.
   *
   * @param aside leaves hashes aside
   */
  private static List<Object> said(Message answer, boolean aside) {
    return List.of(
        answer.rcode(),
        answer.flags().authoritative(),
        facts(answer.answers().stream()),
        facts(
            answer.authorities().stream()
                .filter(r -> !isCourtesy(answer, r))
                .filter(r -> !aside || !isHashed(r))));
  }

  private static Set<String> facts(Stream<Record> records) {
    return records
        .map(r -> r.withOwner(r.owner().lowerCase()).toString())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static boolean isCourtesy(Message answer, Record record) {
    boolean ofNs = record.type().equals(RecordType.NS) || covers(record, RecordType.NS);
    return answer.flags().authoritative() && ofNs;
  }

  private static boolean isHashed(Record record) {
    return record.type().equals(RecordType.NSEC3) || covers(record, RecordType.NSEC3);
  }

  private static boolean covers(Record record, RecordType type) {
    return record.data().ok().orElse(null) instanceof RecordData.Rrsig rrsig
        && rrsig.covered().equals(type);
  }

  // ---- zones that we signed --------------------------------------------------------------------

  @ParameterizedTest
  @EnumSource
  void theirCheckersAcceptOurs(SigningPolicy.Denying denying) {
    for (int algorithm : new int[] {8, 13, 15}) {
      check(ourSigned(denying, List.of(SigningKey.generate(algorithm, true))));
      check(
          ourSigned(
              denying,
              List.of(
                  SigningKey.generate(algorithm, true), SigningKey.generate(algorithm, false))));
    }
  }

  private static String ourSigned(SigningPolicy.Denying denying, List<SigningKey> keys) {
    Path directory = TestWorld.newDirectory();
    Path file = TestWorld.write(directory.resolve("zone"), ZONE);
    Zone zone = accepted(Zone.read(Name.of(ORIGIN), file));
    TestWorld.remove(directory);
    ZoneSigner signer = new ZoneSigner(keys, SigningPolicy.USUAL.denyingBy(denying));
    return signer
        .sign(zone, Time.system().instant())
        .records()
        .map(Record::toString)
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static void check(String zone) {
    Path directory = TestWorld.newDirectory();
    Path file = TestWorld.write(directory.resolve("zone"), zone);
    try {
      Program.needed("dnssec-verify").run("-q", "-z", "-o", ORIGIN, file).text();
      assertThat(Program.needed("ldns-verify-zone").run(file).text())
          .contains("Zone is verified and complete");
      Program.needed("kzonecheck").run("-o", ORIGIN, "-d", "on", file).text();
    } finally {
      TestWorld.remove(directory);
    }
  }

  /** The checkers do refuse: one letter of a text is another. */
  @Test
  void theirCheckersRefuseAChangedZone() {
    String zone = ourSigned(SigningPolicy.Denying.NSEC, List.of(SigningKey.generate(13, true)));
    Path directory = TestWorld.newDirectory();
    Path file =
        TestWorld.write(directory.resolve("zone"), zone.replace("not a wild", "now a wild"));
    try {
      assertThat(Program.needed("ldns-verify-zone").run(file).exit()).isNotZero();
      assertThat(Program.needed("dnssec-verify").run("-q", "-z", "-o", ORIGIN, file).exit())
          .isNotZero();
    } finally {
      TestWorld.remove(directory);
    }
  }
}
