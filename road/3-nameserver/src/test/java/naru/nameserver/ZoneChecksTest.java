package naru.nameserver;

import static naru.nameserver.Records.a;
import static naru.nameserver.Records.cname;
import static naru.nameserver.Records.dname;
import static naru.nameserver.Records.ns;
import static naru.nameserver.Records.rrsig;
import static naru.nameserver.Records.soa;
import static naru.nameserver.Records.txt;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import naru.wire.Name;
import naru.wire.Rdata;
import naru.wire.Record;
import naru.wire.RecordClass;
import naru.wire.RecordType;
import org.junit.jupiter.api.Test;

/** What a zone may hold, and what is said about the rest. */
class ZoneChecksTest {
  private static final Name ORIGIN = Name.of("naru.test");
  private static final Record SOA = soa("naru.test");
  private static final Record NS = ns("naru.test", "ns.elsewhere.test");

  private static List<String> complaints(Record... more) {
    List<Record> records = new ArrayList<>(List.of(SOA, NS));
    records.addAll(List.of(more));
    return lines(Zone.of(ORIGIN, records));
  }

  private static List<String> lines(ZoneCheck check) {
    String kind = check instanceof ZoneCheck.Accepted ? "" : "! ";
    return check.complaints().stream().map(c -> kind + c.owner() + " " + c.reason()).toList();
  }

  @Test
  void aGoodZoneHasNoComplaints() {
    assertThat(complaints(a("www.naru.test", "127.0.0.1"))).isEmpty();
  }

  @Test
  void theApexHasOneSoaAndSomeNs() {
    assertThat(lines(Zone.of(ORIGIN, List.of())))
        .containsExactly("! naru.test. no SOA record", "! naru.test. no NS record at the apex");
    assertThat(complaints(soa("naru.test", 1, 1)))
        .contains("! naru.test. 2 SOA records, one is allowed");
    assertThat(complaints(soa("www.naru.test")))
        .containsExactly("! www.naru.test. SOA record below the apex");
  }

  @Test
  void anAliasIsAlone() {
    assertThat(complaints(cname("w.naru.test", "x.test"), a("w.naru.test", "127.0.0.1")))
        .containsExactly("! w.naru.test. CNAME beside A");
    assertThat(complaints(cname("w.naru.test", "x.test"), cname("w.naru.test", "y.test")))
        .containsExactly("! w.naru.test. 2 CNAME records, one is allowed");
    assertThat(
            complaints(
                cname("w.naru.test", "x.test"),
                rrsig("w.naru.test", RecordType.CNAME, "naru.test")))
        .isEmpty();
  }

  @Test
  void dnameRules() {
    assertThat(complaints(dname("d.naru.test", "x.test"), dname("d.naru.test", "y.test")))
        .containsExactly("! d.naru.test. 2 DNAME records, one is allowed");
    assertThat(complaints(dname("d.naru.test", "x.test"), ns("d.naru.test", "n.test")))
        .containsExactly("! d.naru.test. DNAME beside NS below the apex");
    assertThat(complaints(dname("d.naru.test", "x.test"), a("b.d.naru.test", "127.0.0.1")))
        .containsExactly("b.d.naru.test. hidden by the DNAME at d.naru.test.");
    assertThat(complaints(dname("naru.test", "x.test"))).isEmpty();
  }

  @Test
  void whatLiesOutsideIsLeftOut() {
    assertThat(complaints(a("www.ferry.test", "127.0.0.1")))
        .containsExactly("www.ferry.test. A outside the zone, left out");
  }

  @Test
  void whatLiesBelowACutIsGlueOrHidden() {
    assertThat(
            complaints(
                ns("c.naru.test", "ns.c.naru.test"),
                a("ns.c.naru.test", "127.0.0.1"),
                txt("c.naru.test", "x"),
                txt("www.c.naru.test", "x")))
        .containsExactlyInAnyOrder(
            "c.naru.test. TXT is hidden by the zone cut at c.naru.test.",
            "www.c.naru.test. TXT is hidden by the zone cut at c.naru.test.");
  }

  @Test
  void glueThatIsNeededAndMissing() {
    assertThat(complaints(ns("c.naru.test", "ns.c.naru.test")))
        .containsExactly("c.naru.test. no address for its server ns.c.naru.test.");
  }

  @Test
  void duplicatesAreMergedAndTtlsUnified() {
    Record slow = a("w.naru.test", "127.0.0.2");
    Record quick = a("w.naru.test", "127.0.0.1").withTtl(7);
    List<Record> records = List.of(SOA, NS, slow, slow, quick);
    ZoneCheck check = Zone.of(ORIGIN, records);
    assertThat(lines(check)).containsExactly("w.naru.test. TTLs of A differ, 7 is used");
    assertThat(Asked.of(check.orThrow()).ask("w.naru.test", RecordType.A).answers())
        .containsExactly(slow.withTtl(7), quick);
  }

  /** CVE-2024-1737. */
  @Test
  void setsAndNamesHaveASize() {
    Record[] addresses =
        IntStream.range(0, 101)
            .mapToObj(i -> a("w.naru.test", "127.0.0." + i))
            .toArray(Record[]::new);
    assertThat(complaints(addresses)).containsExactly("! w.naru.test. 101 A records, limit 100");
    Record[] types =
        IntStream.range(0, 101)
            .mapToObj(i -> opaque("w.naru.test", 1000 + i))
            .toArray(Record[]::new);
    assertThat(complaints(types)).containsExactly("! w.naru.test. 101 types, limit 100");
  }

  private static Record opaque(String owner, int type) {
    Rdata rdata = Rdata.of(new byte[1]);
    return new Record(Name.of(owner), new RecordType(type), RecordClass.IN, 1, rdata);
  }

  @Test
  void typesClassesAndDataThatAreNone() {
    Rdata rdata = Rdata.of(new byte[1]);
    assertThat(complaints(opaque("w.naru.test", 255)))
        .containsExactly("! w.naru.test. ANY is no type for data");
    assertThat(complaints(new Record(ORIGIN, RecordType.TXT, RecordClass.CH, 1, rdata)))
        .containsExactly("! naru.test. class CH, zones are of class IN");
    assertThat(complaints(opaque("w.naru.test", 1)))
        .singleElement()
        .asString()
        .startsWith("! w.naru.test. malformed A: ");
  }

  @Test
  void wildcardsThatDelegate() {
    assertThat(complaints(dname("*.naru.test", "x.test")))
        .containsExactly("*.naru.test. DNAME at a wildcard has no defined meaning");
  }

  @Test
  void complaintsAreBounded() {
    Record[] strays =
        IntStream.range(0, 1000)
            .mapToObj(i -> a("w" + i + ".ferry.test", "127.0.0.1"))
            .toArray(Record[]::new);
    assertThat(complaints(strays)).hasSize(Limits.COMPLAINTS);
  }

  @Test
  void aComplaintIsOneLineThatNamesTheGuilty() {
    assertThat(new Complaint.NoSoa(ORIGIN, ORIGIN).line())
        .isEqualTo("zone naru.test.: naru.test.: no SOA record");
  }
}
