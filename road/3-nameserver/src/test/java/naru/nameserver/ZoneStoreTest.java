package naru.nameserver;

import static naru.nameserver.Records.a;
import static naru.nameserver.Records.ns;
import static naru.nameserver.Records.soa;
import static naru.nameserver.Records.zone;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import naru.wire.Message;
import naru.wire.Name;
import naru.wire.Question;
import naru.wire.Rcode;
import naru.wire.Record;
import naru.wire.RecordType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
        store.adopt(List.of(Zone.of(ORIGIN, List.of()), Zone.of(Name.of("ferry.test"), ferry)));
    assertThat(complaints).hasSize(2).allMatch(c -> c.zone().equals(ORIGIN));
    assertThat(rcode("old.naru.test")).isEqualTo(Rcode.NOERROR);
    assertThat(rcode("ferry.test")).isEqualTo(Rcode.NOERROR);
    assertThat(store.zones()).extracting(Zone::origin).hasSize(2);
  }

  @Test
  void aZoneIsReadFromItsFile(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("naru.test.zone");
    Files.writeString(
        file,
        """
        $TTL 60
        @    SOA ns hostmaster 7 7200 900 86400 60
             NS  ns
        ns   A   127.53.2.1
        file A   127.0.0.1
        """);
    assertThat(store.adopt(List.of(Zone.read(ORIGIN, file)))).isEmpty();
    assertThat(rcode("file.naru.test")).isEqualTo(Rcode.NOERROR);
    assertThat(store.zone(ORIGIN).orElseThrow().serial()).isEqualTo(7);
    Files.writeString(file, "$TTL 60\n@ SOA ns hostmaster 8 nonsense\n");
    List<Complaint> complaints = store.adopt(List.of(Zone.read(ORIGIN, file)));
    assertThat(complaints).singleElement().isInstanceOf(Complaint.BrokenFile.class);
    assertThat(complaints.getFirst().line()).contains("naru.test.zone:2");
    assertThat(rcode("file.naru.test")).isEqualTo(Rcode.NOERROR);
  }

  @Test
  void aZoneCanBeRemoved() {
    store.remove(ORIGIN);
    assertThat(rcode("old.naru.test")).isEqualTo(Rcode.REFUSED);
    assertThat(store.zone(ORIGIN)).isEmpty();
  }
}
