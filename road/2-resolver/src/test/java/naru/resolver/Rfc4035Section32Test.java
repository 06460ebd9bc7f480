package naru.resolver;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import naru.wire.Edns;
import naru.wire.Message;
import naru.wire.Name;
import naru.wire.Question;
import naru.wire.Rcode;
import naru.wire.Record;
import naru.wire.RecordType;
import org.junit.jupiter.api.Test;

/** RFC 4035 §3.2, RFC 6840 §5: the bits DO, CD and AD, as clients of the service see them. */
class Rfc4035Section32Test {
  private final SignedWorld world = SignedWorld.usual();

  private static Message query(String name) {
    return Message.query(Question.of(Name.of(name), RecordType.A));
  }

  private static Message dnssec(Message query) {
    return query.edit().edns(Edns.plain().withDnssecOk(true)).build();
  }

  private static Message unchecked(Message query) {
    return query.edit().checkingDisabled(true).build();
  }

  private Message ask(Message query) {
    return ServiceClient.of(world.internet).ask(query);
  }

  private static List<RecordType> types(Message message) {
    return Stream.concat(message.answers().stream(), message.authorities().stream())
        .map(Record::type)
        .distinct()
        .toList();
  }

  private static List<Integer> infoCodes(Message message) {
    return message.edns().stream()
        .flatMap(edns -> edns.options().stream())
        .filter(option -> option.code() == Edns.Option.EXTENDED_ERROR)
        .map(option -> option.data().bytes())
        .map(bytes -> (bytes[0] & 0xff) << 8 | bytes[1] & 0xff)
        .toList();
  }

  @Test
  void section321SignaturesAreForThoseWhoAsk() {
    world.open();
    for (String name : List.of("web.naru.test", "nobody.naru.test", "x.wild.three.test")) {
      for (int round = 0; round < 3; round++) {
        assertThat(types(ask(query(name))))
            .doesNotContain(RecordType.RRSIG, RecordType.NSEC, RecordType.NSEC3);
        assertThat(types(ask(dnssec(query(name))))).contains(RecordType.RRSIG);
      }
    }
    assertThat(types(ask(dnssec(query("nobody.three.test"))))).contains(RecordType.NSEC3);
    assertThat(ask(dnssec(query("web.naru.test"))).edns().orElseThrow().dnssecOk()).isTrue();
  }

  @Test
  void rfc6840Section58AuthenticDataIsSaidToThoseWhoUnderstandIt() {
    world.open();
    for (int round = 0; round < 3; round++) {
      Message query = query("web.naru.test");
      assertThat(ask(query).flags().authenticData()).isFalse();
      assertThat(ask(dnssec(query)).flags().authenticData()).isTrue();
      Message asking = query.edit().authenticData(true).build();
      assertThat(ask(asking).flags().authenticData()).isTrue();
      assertThat(types(ask(asking))).containsExactly(RecordType.A);
    }
  }

  @Test
  void section323AuthenticDataIsOnlyWhatAllWasValidated() {
    world.open();
    for (String name : List.of("web.plain.test", "lost.naru.test", "nobody.out.test")) {
      for (int round = 0; round < 3; round++) {
        assertThat(ask(dnssec(query(name))).flags().authenticData()).as(name).isFalse();
      }
    }
    assertThat(ask(dnssec(query("nobody.naru.test"))).flags().authenticData()).isTrue();
    assertThat(ask(dnssec(query("far.naru.test"))).flags().authenticData()).isTrue();
  }

  @Test
  void whoeverAsksForSignaturesOfAnUnsignedZoneGetsNone() {
    world.open();
    assertThat(types(ask(dnssec(query("web.plain.test"))))).containsExactly(RecordType.A);
  }

  @Test
  void section322WithCheckingDisabledWhatIsBogusIsGiven() {
    world.zone("naru.test").badSignature("web.naru.test", RecordType.A);
    world.open();
    for (int round = 0; round < 3; round++) {
      Message answer = ask(unchecked(dnssec(query("web.naru.test"))));
      assertThat(answer.rcode()).isEqualTo(Rcode.NOERROR);
      assertThat(answer.flags().checkingDisabled()).isTrue();
      assertThat(answer.flags().authenticData()).isFalse();
      assertThat(types(answer)).contains(RecordType.A, RecordType.RRSIG);
      Message checked = ask(dnssec(query("web.naru.test")));
      assertThat(checked.rcode()).isEqualTo(Rcode.SERVFAIL);
      assertThat(checked.answers()).isEmpty();
      assertThat(infoCodes(checked)).startsWith(6);
    }
  }

  @Test
  void section322WhatOneTookUncheckedTheNextGetsValidated() {
    world.open();
    Message first = ask(unchecked(dnssec(query("web.naru.test"))));
    assertThat(first.flags().authenticData()).isFalse();
    long before = addressesAsked();
    Message second = ask(dnssec(query("web.naru.test")));
    assertThat(second.flags().authenticData()).isTrue();
    // What was remembered was validated, and is remembered as that.
    assertThat(addressesAsked()).isEqualTo(before);
    int asked = world.asked();
    assertThat(ask(unchecked(dnssec(query("web.naru.test")))).answers()).hasSize(2);
    assertThat(world.asked()).isEqualTo(asked);
  }

  private long addressesAsked() {
    return world.internet.journal.stream().filter(l -> l.endsWith("web.naru.test. A")).count();
  }

  @Test
  void aFailureSaysWhyToThoseWhoSpeakEdns() {
    world.zone("naru.test").expired("web.naru.test", RecordType.A);
    world.open();
    assertThat(ask(query("web.naru.test")).edns()).isEmpty();
    assertThat(infoCodes(ask(dnssec(query("web.naru.test"))))).contains(7);
  }

  @Test
  void anOldFailureIsNotGivenToThoseWhoDoNotWantChecks() {
    world.zone("naru.test").expired("web.naru.test", RecordType.A);
    world.open();
    assertThat(ask(query("web.naru.test")).rcode()).isEqualTo(Rcode.SERVFAIL);
    assertThat(ask(unchecked(query("web.naru.test"))).rcode()).isEqualTo(Rcode.NOERROR);
  }

  @Test
  void whatCostTooMuchToCheckIsGivenUnchecked() {
    for (int type = 1000; type < 1300; type++) {
      world.zone("naru.test").add("many.naru.test 300 TYPE" + type + " \\# 1 00");
    }
    world.configured(config -> config.withMinimalAny(false)).open();
    Message any = Message.query(Question.of(Name.of("many.naru.test"), RecordType.ANY));
    assertThat(ask(any).rcode()).isEqualTo(Rcode.SERVFAIL);
    // With the link of the name itself.
    assertThat(ask(unchecked(any)).answers()).hasSize(300 + 1);
  }

  @Test
  void ofTwoServersTheOneWithGoodDataCounts() {
    for (int bad : List.of(1, 2)) {
      SignedWorld other = SignedWorld.usual();
      Record forged = SignedZone.record("web.naru.test 300 A 203.0.113.66");
      other.onPathTo(
          other.server("naru.test", bad),
          "naru.test",
          (query, answer) ->
              Tampering.asks(query, "web.naru.test", RecordType.A)
                  ? Tampering.answering(query, List.of(forged))
                  : answer);
      other.open();
      for (int round = 0; round < 6; round++) {
        var walk = other.walk("web.naru.test", RecordType.A);
        assertThat(SignedWorld.heard(walk)).isEqualTo("secure NOERROR");
        assertThat(walk.answer()).containsExactly("web.naru.test. 300 IN A 198.51.100.1");
        other.internet.resolver().flush(Name.of("web.naru.test"));
      }
    }
  }

  @Test
  void ofTwoServersTheOneWithGoodKeysCounts() {
    for (int bad : List.of(1, 2)) {
      SignedWorld other = SignedWorld.usual();
      other.onPathTo(
          other.server("naru.test", bad),
          "naru.test",
          (_, answer) -> Tampering.without(answer, r -> r.type().equals(RecordType.RRSIG)));
      other.open();
      assertThat(other.heard("web.naru.test", RecordType.A)).isEqualTo("secure NOERROR");
      assertThat(other.heard("nobody.naru.test", RecordType.A)).isEqualTo("secure NXDOMAIN");
    }
  }

  @Test
  void aFailureOfValidationIsRememberedForASecond() {
    SignedZone zone = world.zone("naru.test").badSignature("web.naru.test", RecordType.A);
    world.open();
    assertThat(world.heard("web.naru.test", RecordType.A)).isEqualTo("dns.bogus.bad-signature");
    int asked = world.asked();
    assertThat(world.heard("web.naru.test", RecordType.A)).isEqualTo("dns.bogus.bad-signature");
    assertThat(world.asked()).isEqualTo(asked);
    zone.signing("web.naru.test", RecordType.A, set -> List.of(zone.sign(set)));
    world.internet.passes(Duration.ofSeconds(2));
    assertThat(world.heard("web.naru.test", RecordType.A)).isEqualTo("secure NOERROR");
  }
}
