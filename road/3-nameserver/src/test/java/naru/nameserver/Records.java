package naru.nameserver;

import java.net.InetAddress;
import java.util.List;
import naru.wire.Name;
import naru.wire.Rdata;
import naru.wire.Record;
import naru.wire.RecordData;
import naru.wire.RecordType;

/** Records for small worlds, in one word each; TTL 300 but for the SOA. */
final class Records {
  static final long TTL = 300;

  private Records() {}

  /** TTL 3600, minimum 60. */
  static Record soa(String origin) {
    return soa(origin, 3600, 60);
  }

  static Record soa(String origin, long ttl, long minimum) {
    Name name = Name.of(origin);
    Name primary = name.child("ns").orThrow();
    return Record.of(
        name,
        ttl,
        new RecordData.Soa(
            primary, name.child("hostmaster").orThrow(), 1, 7200, 900, 86400, minimum));
  }

  static Record ns(String owner, String server) {
    return of(owner, new RecordData.Ns(Name.of(server)));
  }

  /** An A or AAAA record. */
  static Record a(String owner, String address) {
    return of(owner, RecordData.address(InetAddress.ofLiteral(address)));
  }

  static Record cname(String owner, String target) {
    return of(owner, new RecordData.Cname(Name.of(target)));
  }

  static Record dname(String owner, String target) {
    return of(owner, new RecordData.Dname(Name.of(target)));
  }

  static Record mx(String owner, String exchange) {
    return of(owner, new RecordData.Mx(10, Name.of(exchange)));
  }

  static Record srv(String owner, String target) {
    return of(owner, new RecordData.Srv(0, 0, 22, Name.of(target)));
  }

  static Record txt(String owner, String text) {
    return of(owner, RecordData.Txt.of(text));
  }

  static Record ds(String owner) {
    return of(owner, new RecordData.Ds(1, 13, 2, Rdata.of(new byte[32])));
  }

  static Record rrsig(String owner, RecordType covered, String signer) {
    Name name = Name.of(owner);
    return of(
        owner,
        new RecordData.Rrsig(
            covered, 13, name.labelCount(), TTL, 2, 1, 1, Name.of(signer), Rdata.of(new byte[64])));
  }

  static Record of(String owner, RecordData data) {
    return Record.of(Name.of(owner), TTL, data);
  }

  /** A zone with SOA and one NS record of a server outside, and {@code more}. */
  static Zone zone(String origin, Record... more) {
    List<Record> records = new java.util.ArrayList<>();
    records.add(soa(origin));
    records.add(ns(origin, "ns.elsewhere.test"));
    records.addAll(List.of(more));
    return Zone.of(Name.of(origin), records).orThrow();
  }
}
