package naru.nameserver;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import naru.net.Transport;
import naru.time.SimulatedTime;
import naru.wire.Edns;
import naru.wire.Message;
import naru.wire.MessageCodec;
import naru.wire.Name;
import naru.wire.Question;
import naru.wire.RecordData;
import naru.wire.RecordType;
import org.junit.jupiter.api.Test;

/** A server runs for months; what it answers is always within its time. */
class SignatureRenewalTest {
  private static final Message QUERY =
      Message.query(Question.of(Name.of("xx.example"), RecordType.A))
          .edit()
          .edns(Edns.plain().withDnssecOk(true))
          .build();

  private static final InetSocketAddress CLIENT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 5353);

  private final SimulatedTime time = new SimulatedTime(1, SignedWorld.NOW);
  private final ZoneStore store = ZoneStore.of(SignedWorld.unsigned());
  private final AuthoritativeServer server = new AuthoritativeServer(ServerIdentity.HIDDEN, store);
  private final ZoneSigning signing =
      new ZoneSigning(Map.of(Name.of("example"), SignedWorld.signer(SigningPolicy.Denying.NSEC)));

  private RecordData.Rrsig signature() {
    Message answer = server.answer(QUERY).orElseThrow();
    return (RecordData.Rrsig) answer.answers().getLast().data().orThrow();
  }

  /** What a receive loop copies, once it was answered. */
  private Message ready() {
    byte[] packet = MessageCodec.encode(QUERY);
    byte[] target = new byte[4096];
    int octets = server.ready(packet, packet.length, Transport.UDP, CLIENT, target);
    return MessageCodec.decode(java.util.Arrays.copyOf(target, octets)).orThrow();
  }

  private static Instant end(RecordData.Rrsig signature) {
    return Instant.ofEpochSecond(signature.expiration());
  }

  @Test
  void signaturesAreMadeAnewAWeekBeforeTheyEnd() {
    SignatureRenewal renewal = SignatureRenewal.start(time, store, signing);
    Instant first = end(signature());
    assertThat(first).isEqualTo(SignedWorld.NOW.plus(Duration.ofDays(14)));
    time.advance(Duration.ofDays(7).minusHours(1));
    assertThat(end(signature())).isEqualTo(first);
    time.advance(Duration.ofHours(2));
    assertThat(end(signature())).isAfter(first.plus(Duration.ofDays(6)));
    for (int day = 0; day < 40; day++) {
      time.advance(Duration.ofDays(1));
      assertThat(end(signature())).isAfter(time.instant().plus(Duration.ofDays(6)));
    }
    renewal.close();
    time.advance(Duration.ofDays(14));
    assertThat(end(signature())).isBefore(time.instant().plus(Duration.ofDays(1)));
  }

  @Test
  void readyAnswersGoWithTheirSignatures() {
    SignatureRenewal renewal = SignatureRenewal.start(time, store, signing);
    Message first = server.answer(QUERY).orElseThrow();
    assertThat(ready()).isEqualTo(first);
    time.advance(Duration.ofDays(8));
    Message second = server.answer(QUERY).orElseThrow();
    assertThat(second).isNotEqualTo(first);
    assertThat(ready()).isEqualTo(second);
    renewal.close();
  }

  @Test
  void zonesThatComeLaterAreSignedWhenToldSo() {
    SignatureRenewal renewal = SignatureRenewal.start(time, store, signing);
    store.put(List.of(SignedWorld.unsigned()));
    assertThat(server.answer(QUERY).orElseThrow().answers()).hasSize(1);
    renewal.now();
    assertThat(server.answer(QUERY).orElseThrow().answers()).hasSize(2);
    renewal.close();
    time.runUntilQuiet();
  }

  @Test
  void nothingRunsWhereNothingIsSigned() {
    SignatureRenewal.start(time, store, new ZoneSigning(Map.of()));
    assertThat(time.nextTimer()).isEmpty();
    assertThat(server.answer(QUERY).orElseThrow().answers()).hasSize(1);
  }
}
