package naru.nameserver;

import static naru.nameserver.Records.a;
import static naru.nameserver.Records.ds;
import static naru.nameserver.Records.mx;
import static naru.nameserver.Records.ns;
import static naru.nameserver.Records.soa;

import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import naru.dnssec.SigningKey;
import naru.wire.Message;
import naru.wire.Name;
import naru.wire.Record;
import naru.wire.RecordType;

/**
 * The zone that RFC 4035 and RFC 5155 take their examples from, signed; the children {@code a},
 * which is signed too, and {@code b}, which is not.
 */
record SignedWorld(Asked server) {
  static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  /** The same in each run. */
  static final SigningKey KEY = SigningKey.generate(15, true, new SplittableRandom(7)::nextBytes);

  private static final List<Record> RECORDS =
      List.of(
          soa("example"),
          ns("example", "ns1.example"),
          ns("example", "ns2.example"),
          mx("example", "xx.example"),
          ns("a.example", "ns1.a.example"),
          ds("a.example"),
          a("ns1.a.example", "192.0.2.5"),
          ns("b.example", "ns1.b.example"),
          a("ns1.b.example", "192.0.2.7"),
          a("ai.example", "192.0.2.9"),
          a("ai.example", "2001:db8::9"),
          a("ns1.example", "192.0.2.1"),
          a("ns2.example", "192.0.2.2"),
          mx("*.w.example", "ai.example"),
          mx("x.w.example", "xx.example"),
          mx("x.y.w.example", "xx.example"),
          a("xx.example", "192.0.2.10"));

  static Zone unsigned() {
    return Zone.of(Name.of("example"), RECORDS).orThrow();
  }

  static ZoneSigner signer(SigningPolicy.Denying denying) {
    return new ZoneSigner(List.of(KEY), SigningPolicy.USUAL.denyingBy(denying));
  }

  static SignedWorld of(SigningPolicy.Denying denying) {
    return new SignedWorld(Asked.of(signer(denying).sign(unsigned(), NOW)));
  }

  Message ask(String name, RecordType type) {
    return server.askSecurely(name, type);
  }

  /** Owners of the records of this type in the authority section, in their order. */
  List<Name> authorities(String name, RecordType type, RecordType wanted) {
    return ask(name, type).authorities().stream()
        .filter(record -> record.type().equals(wanted))
        .map(Record::owner)
        .toList();
  }
}
