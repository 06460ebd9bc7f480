package naru.proof.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import naru.net.Transport;
import naru.proof.scenario.Comparison.Level;
import naru.proof.scenario.Comparison.Packet;
import naru.wire.Edns;
import naru.wire.Message;
import naru.wire.Name;
import naru.wire.Question;
import naru.wire.Rdata;
import naru.wire.Record;
import naru.wire.RecordType;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static final Question QUESTION = Question.of(Name.of("pier.ferry"), RecordType.A);

  private static List<Record> records(String... lines) {
    RecordLine reader = new RecordLine(Name.ROOT, 3600);
    return Arrays.stream(lines).map(line -> reader.record(line, 1)).toList();
  }

  private static Message.Builder answer(String... lines) {
    return Message.builder().response(true).question(QUESTION).answers(records(lines));
  }

  private static Entry wanting(String match, Message message) {
    Match words = Match.ANYTHING;
    for (String word : match.split(" ", -1)) {
      words = words.and(word).orElseThrow();
    }
    return new Entry(
        1, words, message, Rdata.of(new byte[0]), java.util.Optional.empty(), false, false);
  }

  private static List<Level> held(Entry entry, Message got) {
    Packet packet = new Packet(got, Transport.UDP);
    return Arrays.stream(Level.values())
        .filter(level -> new Comparison(entry, level).holds(packet))
        .toList();
  }

  @Test
  void orderCountsStrictlyOnly() {
    Entry entry =
        wanting("all", answer("a.ferry. A 203.0.113.1", "b.ferry. A 203.0.113.2").build());

    assertThat(held(entry, answer("a.ferry. A 203.0.113.1", "b.ferry. A 203.0.113.2").build()))
        .containsExactly(Level.CORE, Level.SEMANTIC, Level.STRICT);
    assertThat(held(entry, answer("b.ferry. A 203.0.113.2", "a.ferry. A 203.0.113.1").build()))
        .containsExactly(Level.CORE, Level.SEMANTIC);
  }

  @Test
  void recordsCountAsOftenAsTheyAreThere() {
    Entry twice =
        wanting("all", answer("a.ferry. A 203.0.113.1", "a.ferry. A 203.0.113.1").build());

    assertThat(held(twice, answer("a.ferry. A 203.0.113.1").build())).isEmpty();
  }

  @Test
  void caseOfNamesDoesNotCount() {
    Entry entry =
        wanting("all", answer("a.ferry. CNAME B.ferry.", "b.ferry. NSEC C.ferry. A").build());

    assertThat(held(entry, answer("A.FERRY. CNAME b.ferry.", "b.ferry. NSEC c.FERRY. A").build()))
        .contains(Level.STRICT);
    assertThat(held(entry, answer("a.ferry. CNAME c.ferry.", "b.ferry. NSEC C.ferry. A").build()))
        .isEmpty();
  }

  @Test
  void serversAndOptionsCountSemantically() {
    Message plain = answer("a.ferry. A 203.0.113.1").build();
    Message withServers = plain.edit().authorities(records("ferry. NS ns.ferry.")).build();
    Message withOptions = plain.edit().edns(Edns.plain()).build();

    assertThat(held(wanting("all", plain), withServers)).containsExactly(Level.CORE);
    assertThat(held(wanting("all", plain), withOptions)).containsExactly(Level.CORE);
    assertThat(held(wanting("all_noedns", plain), withOptions)).contains(Level.STRICT);
    assertThat(held(wanting("all", withOptions), withOptions)).contains(Level.STRICT);
  }

  @Test
  void idAndSizeCountStrictlyOnly() {
    Message small = answer().edns(Edns.plain()).build();
    Message large = answer().id(7).edns(new Edns(4096, 0, false, List.of())).build();

    assertThat(held(wanting("all", small), large)).containsExactly(Level.CORE, Level.SEMANTIC);
  }

  @Test
  void signaturesOfProofsBelongToThem() {
    String proof = "ferry. NSEC pier.ferry. NS";
    String over = " 13 1 60 20300101000000 20290101000000 7 ferry. AAAA";
    Message whole = answer().authorities(records(proof, "ferry. RRSIG NSEC" + over)).build();
    Message bare = answer().authorities(records(proof)).build();
    Message servers =
        whole.edit().authorities(records("ferry. NS ns.ferry.", "ferry. RRSIG NS" + over)).build();

    assertThat(held(wanting("all", whole), bare)).isEmpty();
    assertThat(held(wanting("all", whole), servers)).containsExactly(Level.CORE);
  }

  @Test
  void wordsLookAtTheirPartAlone() {
    Message other = answer("a.ferry. A 203.0.113.9").authoritative(true).build();

    assertThat(held(wanting("qname qtype opcode", answer().build()), other)).hasSize(3);
    assertThat(held(wanting("answer", answer().build()), other)).isEmpty();
    assertThat(held(wanting("TCP", answer().build()), other)).isEmpty();
    assertThat(held(wanting("DO", answer().build()), other)).isEmpty();
    assertThat(held(wanting("server_cookie", answer().build()), other)).isEmpty();
    assertThat(held(wanting("serial=3", answer().build()), other)).isEmpty();
  }

  @Test
  void namesBelowAreSubdomains() {
    Message top = Message.builder().question(Question.of(Name.of("ferry"), RecordType.NS)).build();
    Message aside =
        Message.builder().question(Question.of(Name.of("xferry"), RecordType.NS)).build();

    assertThat(held(wanting("subdomain", top), answer().build())).hasSize(3);
    assertThat(held(wanting("subdomain", top), aside)).isEmpty();
  }

  @Test
  void anExtendedErrorIsTakenOutBeforeOptionsAreCompared() {
    Edns.Option error = Edns.Option.extendedError(6, "bogus");
    Message bare = answer().edns(Edns.plain()).build();
    Message explained = answer().edns(Edns.plain().with(error)).build();

    assertThat(held(wanting("all ede=6", bare), explained)).contains(Level.STRICT);
    assertThat(held(wanting("all ede=any", bare), explained)).contains(Level.STRICT);
    assertThat(held(wanting("all ede=7", bare), explained)).isEmpty();
    assertThat(held(wanting("all", bare), explained)).containsExactly(Level.CORE);
  }
}
