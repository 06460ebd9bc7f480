package naru.nameserver;

import static naru.nameserver.Records.a;
import static naru.nameserver.Records.ns;
import static naru.nameserver.Records.soa;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import naru.wire.Message;
import naru.wire.Name;
import naru.wire.Rcode;
import naru.wire.Record;
import naru.wire.RecordType;
import org.junit.jupiter.api.Test;

/** RFC 2308: negative answers. */
class Rfc2308Test {
  private static Asked serverWith(long soaTtl, long minimum) {
    List<Record> records =
        List.of(
            soa("naru.test", soaTtl, minimum),
            ns("naru.test", "ns.elsewhere.test"),
            a("www.naru.test", "127.0.0.1"));
    return Asked.of(Zone.of(Name.of("naru.test"), records).orThrow());
  }

  @Test
  void section3TheSoaLivesNoLongerThanItsMinimum() {
    Message answer = serverWith(3600, 60).ask("no.naru.test", RecordType.A);
    assertThat(answer.authorities()).containsExactly(soa("naru.test", 3600, 60).withTtl(60));
  }

  @Test
  void section3NorLongerThanItself() {
    Message answer = serverWith(30, 600).ask("no.naru.test", RecordType.A);
    assertThat(answer.authorities()).containsExactly(soa("naru.test", 30, 600));
  }

  @Test
  void section21NoSuchName() {
    assertThat(serverWith(60, 60).ask("no.naru.test", RecordType.A).rcode())
        .isEqualTo(Rcode.NXDOMAIN);
  }

  @Test
  void section22NoData() {
    Message answer = serverWith(60, 60).ask("www.naru.test", RecordType.MX);
    assertThat(answer.rcode()).isEqualTo(Rcode.NOERROR);
    assertThat(answer.answers()).isEmpty();
    assertThat(answer.authorities()).hasSize(1);
    assertThat(answer.flags().authoritative()).isTrue();
  }

  @Test
  void theSoaThatIsAskedForKeepsItsTtl() {
    assertThat(serverWith(3600, 60).ask("naru.test", RecordType.SOA).answers())
        .containsExactly(soa("naru.test", 3600, 60));
  }

  /** RFC 8906 §3.1.4: types nobody knows are types like others. */
  @Test
  void anUnknownTypeHasNoData() {
    Message answer = serverWith(60, 60).ask("www.naru.test", new RecordType(1000));
    assertThat(answer.rcode()).isEqualTo(Rcode.NOERROR);
    assertThat(answer.authorities()).hasSize(1);
  }
}
