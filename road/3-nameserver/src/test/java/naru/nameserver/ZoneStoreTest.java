package naru.nameserver;

import static naru.nameserver.Records.a;
import static naru.nameserver.Records.ns;
import static naru.nameserver.Records.soa;
import static naru.nameserver.Records.zone;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import naru.wire.Message;
import naru.wire.Name;
import naru.wire.Question;
import naru.wire.Rcode;
import naru.wire.Record;
import naru.wire.RecordType;
import org.junit.jupiter.api.Test;

class ZoneStoreTest {
  private static final Name ORIGIN = Name.of("naru.test");
  private final ZoneStore store = ZoneStore.of(zone("naru.test", a("old.naru.test", "127.0.0.1")));
  private final AuthoritativeServer server = new AuthoritativeServer(ServerIdentity.HIDDEN, store);

  private Rcode rcode(String name) {
    Message query = Message.query(Question.of(Name.of(name), RecordType.A));
    return server.answer(query).orElseThrow().rcode();
  }

  private static List<Record> good(String host) {
    return List.of(soa("naru.test"), ns("naru.test", "ns.test"), a(host, "127.0.0.1"));
  }

  @Test
  void aGoodZoneTakesThePlaceOfTheOld() {
    store.replace(ORIGIN, good("new.naru.test"));
    assertThat(rcode("new.naru.test")).isEqualTo(Rcode.NOERROR);
    assertThat(rcode("old.naru.test")).isEqualTo(Rcode.NXDOMAIN);
  }

  @Test
  void aBadZoneLeavesTheOldServing() {
    ZoneCheck check = store.replace(ORIGIN, List.of(soa("naru.test")));
    assertThat(check.complaints())
        .singleElement()
        .isEqualTo(new Complaint.NoApexNs(ORIGIN, ORIGIN));
    assertThat(rcode("old.naru.test")).isEqualTo(Rcode.NOERROR);
  }

  @Test
  void aReloadTakesTheGoodAndKeepsTheOldOfTheBad() {
    List<Record> ferry = List.of(soa("ferry.test"), ns("ferry.test", "ns.test"));
    List<Complaint> complaints =
        store.reload(Map.of(ORIGIN, List.of(), Name.of("ferry.test"), ferry));
    assertThat(complaints).hasSize(2).allMatch(c -> c.zone().equals(ORIGIN));
    assertThat(rcode("old.naru.test")).isEqualTo(Rcode.NOERROR);
    assertThat(rcode("ferry.test")).isEqualTo(Rcode.NOERROR);
    assertThat(store.zones()).extracting(Zone::origin).hasSize(2);
  }

  @Test
  void aZoneCanBeRemoved() {
    store.remove(ORIGIN);
    assertThat(rcode("old.naru.test")).isEqualTo(Rcode.REFUSED);
    assertThat(store.zone(ORIGIN)).isEmpty();
  }
}
