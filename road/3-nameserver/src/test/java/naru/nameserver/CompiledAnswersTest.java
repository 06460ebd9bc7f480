package naru.nameserver;

import static naru.nameserver.Records.a;
import static naru.nameserver.Records.cname;
import static naru.nameserver.Records.ns;
import static naru.nameserver.Records.txt;
import static naru.nameserver.Records.zone;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import naru.net.DnsHandler;
import naru.net.Transport;
import naru.wire.Edns;
import naru.wire.Message;
import naru.wire.MessageCodec;
import naru.wire.Name;
import naru.wire.Question;
import naru.wire.Record;
import naru.wire.RecordType;
import org.junit.jupiter.api.Test;

/** A ready answer is, octet for octet, the answer of the long way. */
class CompiledAnswersTest {
  private static final Record[] LARGE =
      IntStream.range(0, 60)
          .mapToObj(i -> a("large.naru.test", "127.0.0." + i))
          .toArray(Record[]::new);

  private static final InetSocketAddress CLIENT =
      new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 4000);

  private final ZoneStore store =
      ZoneStore.of(
          zone("naru.test", a("www.naru.test", "127.0.0.1"), cname("w.naru.test", "www.naru.test")),
          zone("large.naru.test", LARGE));
  private final AuthoritativeServer server =
      new AuthoritativeServer(ServerIdentity.of("ns"), store);

  private static Message query(String name) {
    return Message.query(Question.of(Name.of(name), RecordType.A)).edit().id(77).build();
  }

  private byte[] ready(Message query, Transport transport) {
    byte[] packet = MessageCodec.encode(query);
    byte[] target = new byte[4096];
    int octets = server.ready(packet, packet.length, transport, CLIENT, target);
    return octets == DnsHandler.NOT_READY ? new byte[0] : Arrays.copyOf(target, octets);
  }

  private byte[] ready(Message query) {
    return ready(query, Transport.UDP);
  }

  @Test
  void theSecondOfEqualQueriesFindsItReady() {
    List<Message> queries =
        List.of(
            query("www.naru.test"),
            query("w.naru.test").edit().edns(Edns.plain()).build(),
            query("w.naru.test").edit().edns(Edns.plain().withDnssecOk(true)).build());
    for (Message query : queries) {
      assertThat(ready(query)).isEmpty();
      Message answer = server.answer(query).orElseThrow();
      assertThat(ready(query)).isEqualTo(MessageCodec.encode(answer));
    }
  }

  @Test
  void idCaseAndFlagsAreThoseOfTheQueryThatIsAnswered() {
    assertThat(server.answer(query("www.naru.test"))).isPresent();
    Message other =
        query("WWW.Naru.test").edit().id(4).recursionDesired(false).checkingDisabled(true).build();
    byte[] bytes = ready(other);
    assertThat(bytes).isEqualTo(MessageCodec.encode(server.answer(other).orElseThrow()));
    Message decoded = MessageCodec.decode(bytes).orThrow();
    assertThat(decoded.id()).isEqualTo(4);
    assertThat(decoded.questions().getFirst().name().equalsExactly(Name.of("WWW.Naru.test")))
        .isTrue();
  }

  @Test
  void whatTheListenerMustCutIsNotReady() {
    Message query = query("large.naru.test");
    assertThat(server.answer(query)).isPresent();
    assertThat(ready(query)).isEmpty();
    assertThat(ready(query, Transport.TCP)).hasSizeGreaterThan(512);
    Message wide = query.edit().edns(Edns.plain()).build();
    assertThat(server.answer(wide)).isPresent();
    assertThat(ready(wide)).hasSizeGreaterThan(512);
  }

  @Test
  void namesThatAreInNoZoneAreNotKept() {
    Message query = query("nothing.naru.test");
    assertThat(server.answer(query)).isPresent();
    assertThat(ready(query)).isEmpty();
  }

  @Test
  void optionsTakeTheLongWay() {
    Message query = Asked.withOption("www.naru.test", RecordType.A, Edns.Option.NSID);
    assertThat(server.answer(query)).isPresent();
    assertThat(ready(query)).isEmpty();
  }

  @Test
  void newZonesHaveNewAnswers() {
    Message query = query("www.naru.test");
    assertThat(server.answer(query)).isPresent();
    assertThat(ready(query)).isNotEmpty();
    store.put(List.of(zone("naru.test", txt("www.naru.test", "x"), ns("c.naru.test", "n.test"))));
    assertThat(ready(query)).isEmpty();
    assertThat(server.answer(query)).isPresent();
    Message answer = MessageCodec.decode(ready(query)).orThrow();
    assertThat(answer.answers()).isEmpty();
  }
}
