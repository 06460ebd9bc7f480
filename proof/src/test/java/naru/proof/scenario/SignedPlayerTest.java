package naru.proof.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import naru.dnssec.SigningKey;
import naru.wire.Name;
import naru.wire.Record;
import naru.wire.RecordSet;
import org.junit.jupiter.api.Test;

/** Scenarios of a zone that the test signs: what a validator says, and what the player misses. */
class SignedPlayerTest {
  private static final Name ZONE = Name.of("ferry");
  private static final Instant INCEPTION = Instant.parse("2029-12-01T00:00:00Z");
  private static final Instant EXPIRATION = Instant.parse("2030-02-01T00:00:00Z");

  private final SigningKey key = SigningKey.generate(13, true);
  private final Record keyRecord = Record.of(ZONE, 600, key.dnskey());
  private final String pier = signed(line("pier.ferry. 600 IN A 198.51.100.20"));
  private final String soa = signed(line("ferry. 60 IN SOA ns.ferry. captain.ferry. 1 2 3 4 60"));
  private final String gap = signed(line("ferry. 60 IN NSEC pier.ferry. NS SOA RRSIG NSEC DNSKEY"));

  private static Record line(String text) {
    return new RecordLine(Name.ROOT, 3600).record(text, 1);
  }

  /** A set of one record and its signature, a line each. */
  private String signed(Record record) {
    Record signature = key.sign(RecordSet.of(List.of(record)), ZONE, INCEPTION, EXPIRATION);
    return Stream.of(record, signature).map(each -> each + "\n").collect(Collectors.joining());
  }

  private String scenario(String dates, String anchor, String steps) {
    return """
    server:
      qname-minimisation: no
      %1$s
    %2$s
    stub-zone: name: "ferry" stub-addr: 203.0.113.7
    CONFIG_END
    SCENARIO_BEGIN a ferry with seals
    RANGE_BEGIN 0 100
    ENTRY_BEGIN
    MATCH opcode qname qtype
    ADJUST copy_id
    REPLY QR AA DO NOERROR
    SECTION QUESTION
    ferry. IN DNSKEY
    SECTION ANSWER
    %3$sENTRY_END
    ENTRY_BEGIN
    MATCH opcode qname qtype
    ADJUST copy_id
    REPLY QR AA DO NOERROR
    SECTION QUESTION
    pier.ferry. IN A
    SECTION ANSWER
    %4$sENTRY_END
    ENTRY_BEGIN
    MATCH opcode qname qtype
    ADJUST copy_id
    REPLY QR AA DO NXDOMAIN
    SECTION QUESTION
    bridge.ferry. IN A
    SECTION AUTHORITY
    %5$sENTRY_END
    RANGE_END
    %6$sSCENARIO_END
    """
        .formatted(dates, anchor, signed(keyRecord), pier, soa + gap, steps);
  }

  private String scenario(String steps) {
    return scenario(
        "val-override-date: \"20300101000000\"", "trust-anchor: \"" + keyRecord + "\"", steps);
  }

  private static String question(String name, String reply, String records) {
    return """
    STEP 1 QUERY
    ENTRY_BEGIN
    REPLY RD DO
    SECTION QUESTION
    %1$s IN A
    ENTRY_END
    STEP 10 CHECK_ANSWER
    ENTRY_BEGIN
    MATCH all
    REPLY QR RD RA %2$s
    SECTION QUESTION
    %1$s IN A
    %3$sENTRY_END
    """
        .formatted(name, reply, records);
  }

  private static void passes(String scenario) {
    assertThat(Plays.of(scenario)).isInstanceOf(Outcome.Passed.class);
  }

  private static void fails(String why, String scenario) {
    Outcome outcome = Plays.of(scenario);
    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    assertThat(((Outcome.Failed) outcome).reason()).contains(why);
  }

  private String positive(String reply) {
    return question("pier.ferry.", reply, "SECTION ANSWER\n" + pier);
  }

  private String negative(String authority) {
    return question("bridge.ferry.", "AD DO NXDOMAIN", "SECTION AUTHORITY\n" + authority);
  }

  @Test
  void aValidatedAnswerIsAuthentic() {
    passes(scenario(positive("AD DO NOERROR")));
    fails("flags [qr rd ra] expected, got [qr rd ra ad]", scenario(positive("DO NOERROR")));
  }

  @Test
  void anAnswerThatIsNotValidatedIsMissed() {
    String insecure = "domain-insecure: \"ferry\"";

    passes(scenario(insecure, "", positive("DO NOERROR")));
    fails(
        "flags [qr rd ra ad] expected, got [qr rd ra]",
        scenario(insecure, "", positive("AD DO NOERROR")));
  }

  @Test
  void aSignatureOutOfDateIsBogus() {
    String late = scenario("val-override-date: \"20300401000000\"", anchor(), positive("AD DO"));

    fails("rcode NOERROR expected, got SERVFAIL", late);
  }

  private String anchor() {
    return "trust-anchor: \"" + keyRecord + "\"";
  }

  @Test
  void aSignatureOfAnotherKeyIsBogus() {
    Record other = Record.of(ZONE, 600, SigningKey.generate(13, true).dnskey());
    String anchor = "trust-anchor: \"" + other + "\"";

    fails(
        "rcode NOERROR expected, got SERVFAIL",
        scenario("val-override-date: \"20300101000000\"", anchor, positive("AD DO NOERROR")));
  }

  @Test
  void aMissingSignatureIsMissed() {
    String bare = pier.substring(0, pier.indexOf('\n') + 1);

    fails(
        "answer has too much: pier.ferry. 600 IN RRSIG",
        scenario(question("pier.ferry.", "AD DO NOERROR", "SECTION ANSWER\n" + bare)));
  }

  @Test
  void aMissingProofIsMissed() {
    passes(scenario(negative(soa + gap)));
    passes(scenario(negative(gap + soa)));
    fails("authority has too much: ferry. 60 IN NSEC", scenario(negative(soa)));
    fails("authority has too much: ferry. 60 IN SOA", scenario(negative(gap)));
    String more = signed(line("pier.ferry. 60 IN NSEC ferry. A RRSIG NSEC"));
    fails("authority lacks pier.ferry. 60 IN NSEC", scenario(negative(soa + gap + more)));
  }

  @Test
  void theStateOfTrustAnchorsIsCompared() {
    String state =
        """
        STEP 5 TIME_PASSES ELAPSE 1893456000
        STEP 6 TRAFFIC
        STEP 7 CHECK_AUTOTRUST ferry
        FILE_BEGIN
        ;;id: ferry. 1
        %s ;{id = 1} ;;state=%s ;;count=%d ;;lastchange=0
        FILE_END
        """;
    String anchor = "AUTOTRUST_FILE ferry\n" + keyRecord + "\nAUTOTRUST_END";
    String other = Record.of(ZONE, 600, SigningKey.generate(13, true).dnskey()).toString();

    passes(scenario("", anchor, state.formatted(keyRecord, "2 [  VALID  ]", 0)));
    fails(
        "trust anchors [ferry. " + key.keyTag() + "/13 ADDPEND 1] expected",
        scenario("", anchor, state.formatted(keyRecord, "1 [ ADDPEND ]", 1)));
    fails("trust anchors", scenario("", anchor, state.formatted(other, "2 [  VALID  ]", 0)));
  }
}
