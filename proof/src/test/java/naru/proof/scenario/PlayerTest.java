package naru.proof.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Scenarios of a small ferry company: what is right passes, and what was altered fails. */
class PlayerTest {
  /** A root server that answers all by itself, and one client who asks for an address. */
  private static final String FERRY =
      """
      server:
        qname-minimisation: no
      stub-zone: name: "." stub-addr: 203.0.113.53
      CONFIG_END
      SCENARIO_BEGIN a ferry
      RANGE_BEGIN 0 100
        ADDRESS 203.0.113.53
      ENTRY_BEGIN
      MATCH opcode subdomain
      ADJUST copy_id copy_query
      REPLY QR NOERROR
      SECTION QUESTION
      ferry. IN NS
      SECTION AUTHORITY
      ferry. IN NS ns.ferry.
      SECTION ADDITIONAL
      ns.ferry. IN A 203.0.113.7
      ENTRY_END
      RANGE_END
      RANGE_BEGIN 0 100
        ADDRESS 203.0.113.7
      ENTRY_BEGIN
      MATCH opcode qname qtype
      ADJUST copy_id
      REPLY QR AA NOERROR
      SECTION QUESTION
      pier.ferry. IN A
      SECTION ANSWER
      pier.ferry. 600 IN A 198.51.100.20
      ENTRY_END
      ENTRY_BEGIN
      MATCH opcode qname qtype
      ADJUST copy_id
      REPLY QR AA NXDOMAIN
      SECTION QUESTION
      bridge.ferry. IN A
      SECTION AUTHORITY
      ferry. 60 IN SOA ns.ferry. captain.ferry. 1 2 3 4 5
      ENTRY_END
      RANGE_END
      STEP 1 QUERY
      ENTRY_BEGIN
      REPLY RD
      SECTION QUESTION
      pier.ferry. IN A
      ENTRY_END
      STEP 10 CHECK_ANSWER
      ENTRY_BEGIN
      MATCH all
      REPLY QR RD RA NOERROR
      SECTION QUESTION
      pier.ferry. IN A
      SECTION ANSWER
      pier.ferry. 77 IN A 198.51.100.20
      ENTRY_END
      """;

  private static final String SECOND_QUESTION =
      """
      STEP 20 TIME_PASSES ELAPSE 100
      STEP 30 QUERY
      ENTRY_BEGIN
      REPLY RD
      SECTION QUESTION
      pier.ferry. IN A
      ENTRY_END
      STEP 40 CHECK_ANSWER
      ENTRY_BEGIN
      MATCH all ttl
      REPLY QR RD RA
      SECTION QUESTION
      pier.ferry. IN A
      SECTION ANSWER
      pier.ferry. 500 IN A 198.51.100.20
      ENTRY_END
      """;

  private static final String NO_BRIDGE =
      """
      STEP 50 QUERY
      ENTRY_BEGIN
      REPLY RD
      SECTION QUESTION
      bridge.ferry. IN A
      ENTRY_END
      STEP 60 CHECK_ANSWER
      ENTRY_BEGIN
      MATCH all
      REPLY QR RD RA NXDOMAIN
      SECTION QUESTION
      bridge.ferry. IN A
      SECTION AUTHORITY
      ferry. IN SOA ns.ferry. captain.ferry. 1 2 3 4 5
      ENTRY_END
      """;

  private static Outcome play(String... parts) {
    return Plays.of(String.join("", parts) + "SCENARIO_END\n");
  }

  private static void passes(String... parts) {
    assertThat(play(parts)).isInstanceOf(Outcome.Passed.class);
  }

  /** Fails, and says why. */
  private static void fails(String why, String... parts) {
    Outcome outcome = play(parts);
    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    assertThat(((Outcome.Failed) outcome).reason()).contains(why).doesNotContain("\n");
  }

  @Test
  void theRightAnswerPasses() {
    passes(FERRY);
    passes(FERRY, SECOND_QUESTION, NO_BRIDGE);
  }

  @Test
  void aWrongAnswerFails() {
    String altered = FERRY.replace("77 IN A 198.51.100.20", "77 IN A 198.51.100.21");

    fails("answer lacks pier.ferry. 77 IN A 198.51.100.21", altered);
    fails("answer has too much: pier.ferry. 600 IN A 198.51.100.20", altered);
    fails("step 10 (line 47)", altered);
  }

  @Test
  void anAnswerTooFewFails() {
    String more = "pier.ferry. 77 IN A 198.51.100.20\npier.ferry. IN A 198.51.100.22";

    fails(
        "answer lacks pier.ferry. 3600 IN A 198.51.100.22",
        FERRY.replace("pier.ferry. 77 IN A 198.51.100.20", more));
  }

  @Test
  void aWrongRcodeFails() {
    fails(
        "rcode NXDOMAIN expected, got NOERROR",
        FERRY.replace("REPLY QR RD RA NOERROR", "REPLY QR RD RA NXDOMAIN"));
    fails("rcode NOERROR expected", FERRY, NO_BRIDGE.replace("RA NXDOMAIN", "RA NOERROR"));
  }

  @Test
  void aWrongFlagFails() {
    fails("flags [qr aa rd ra] expected", FERRY.replace("QR RD RA", "QR AA RD RA"));
    fails("flags [qr rd ra ad] expected", FERRY.replace("QR RD RA", "QR RD RA AD"));
    fails("flags [qr rd] expected", FERRY.replace("QR RD RA", "QR RD"));
  }

  @Test
  void anotherQuestionFails() {
    String altered =
        FERRY.replace(
            "RA NOERROR\nSECTION QUESTION\npier.ferry. IN A",
            "RA NOERROR\nSECTION QUESTION\nquay.ferry. IN A");

    fails("question", altered);
  }

  @Test
  void aTimeToLiveCountsWhereItIsLookedAt() {
    passes(FERRY, SECOND_QUESTION);
    fails("answer lacks pier.ferry. 501", FERRY, SECOND_QUESTION.replace(". 500", ". 501"));
    fails("answer lacks", FERRY, SECOND_QUESTION.replace("ELAPSE 100", "ELAPSE 101"));
    passes(FERRY, SECOND_QUESTION.replace("all ttl", "all").replace(". 500", ". 501"));
  }

  @Test
  void aMissingDenialFails() {
    fails(
        "authority has too much: ferry. 5 IN SOA",
        FERRY,
        NO_BRIDGE.replace("ferry. IN SOA ns.ferry. captain.ferry. 1 2 3 4 5\n", ""));
    fails("authority lacks ferry.", FERRY, NO_BRIDGE.replace("1 2 3 4 5", "1 2 3 4 6"));
  }

  @Test
  void serversOfTheZoneDoNotCount() {
    String servers = "SECTION AUTHORITY\nferry. IN NS ns.ferry.\nENTRY_END\n";
    String checked = FERRY.substring(0, FERRY.lastIndexOf("ENTRY_END")) + servers;

    Outcome outcome = play(checked);

    assertThat(outcome).isInstanceOf(Outcome.Passed.class);
    assertThat(((Outcome.Passed) outcome).tally().semantic()).isZero();
  }

  @Test
  void answersThatNobodyChecksFail() {
    fails("answers that nobody checked: [pier.ferry. A NOERROR]", withoutCheck(FERRY));
  }

  @Test
  void anAnswerThatNeverComesFails() {
    String twice = FERRY.substring(FERRY.indexOf("STEP 10")).replace("STEP 10", "STEP 11");

    fails("pier.ferry. A: no answer came", FERRY, twice);
  }

  @Test
  void anAnswerToAnotherClientIsNotTheOne() {
    fails("no answer came", FERRY.replace("CHECK_ANSWER", "CHECK_ANSWER ADDRESS 198.51.100.99"));
  }

  @Test
  void whoMayNotAskIsTurnedAway() {
    String refused = FERRY.replace("STEP 1 QUERY", "STEP 1 QUERY ADDRESS 198.51.100.99");
    String allowed = refused.replace("server:", "server: access-control: 198.51.100.0/24 allow");

    fails("REFUSED", refused);
    passes(allowed);
  }

  private static String withoutCheck(String scenario) {
    return scenario.substring(0, scenario.indexOf("STEP 10"));
  }

  @Test
  void aQuestionToAServerIsLookedFor() {
    String asked =
        """
        STEP 5 CHECK_OUT_QUERY
        ENTRY_BEGIN
        MATCH qname qtype opcode
        SECTION QUESTION
        pier.ferry. IN A
        ENTRY_END
        """;

    passes(FERRY.replace("STEP 10", asked + "STEP 10"));
    passes(
        FERRY.replace(
            "STEP 10", asked.replace("QUERY\n", "QUERY ADDRESS 203.0.113.7\n") + "STEP 10"));
    fails(
        "no server was asked [quay.ferry. A]",
        FERRY.replace("STEP 10", asked.replace("pier", "quay") + "STEP 10"));
    fails(
        "no server was asked",
        FERRY.replace(
            "STEP 10", asked.replace("QUERY\n", "QUERY ADDRESS 203.0.113.8\n") + "STEP 10"));
  }

  @Test
  void pairsOfQuestionAndAnswerCountInAnyOrder() {
    String quay = pair(4, "quay.ferry.", "198.51.100.30");
    String pier = pair(6, "pier.ferry.", "198.51.100.20");
    String script =
        FERRY.replace(
            "pier.ferry. IN A\nSECTION ANSWER\npier.ferry. 600",
            "gone.ferry. IN A\nSECTION ANSWER\npier.ferry. 600");

    Outcome outcome = play(script.replace("STEP 10", quay + pier + "STEP 10"));

    assertThat(outcome).isInstanceOf(Outcome.Passed.class);
    assertThat(((Outcome.Passed) outcome).tally().unasked()).isOne();
  }

  private static String pair(int number, String name, String address) {
    return """
    STEP %1$d CHECK_OUT_QUERY
    ENTRY_BEGIN
    MATCH qname qtype opcode
    SECTION QUESTION
    %3$s IN A
    ENTRY_END
    STEP %2$d REPLY
    ENTRY_BEGIN
    MATCH opcode qtype qname
    ADJUST copy_id
    REPLY QR AA NOERROR
    SECTION QUESTION
    %3$s IN A
    SECTION ANSWER
    %3$s IN A %4$s
    ENTRY_END
    """
        .formatted(number, number + 1, name, address);
  }

  @Test
  void whatTheScriptDoesNotKnowIsAnExtraQuery() {
    String script =
        FERRY.replace(
            "SECTION QUESTION\npier.ferry. IN A\nSECTION ANSWER\npier.ferry. 600",
            "SECTION QUESTION\ngone.ferry. IN A\nSECTION ANSWER\npier.ferry. 600");

    fails("rcode NOERROR expected, got SERVFAIL", script);
    fails("extra queries: ", script);
  }

  @Test
  void silenceAndHangUpsAreScripted() {
    String script =
        FERRY
            .replace(
                "RANGE_BEGIN 0 100\n  ADDRESS 203.0.113.7",
                "RANGE_BEGIN 50 100\n  ADDRESS 203.0.113.7")
            .replace("QR RD RA NOERROR", "QR RD RA SERVFAIL")
            .replace("SECTION ANSWER\npier.ferry. 77 IN A 198.51.100.20\n", "");

    passes(script.replace("STEP 10", "STEP 2 TIMEOUT\nSTEP 3 TIMEOUT\nSTEP 4 ERROR\nSTEP 10"));
  }

  @Test
  void rangesGoWithTheStepsAndTheLastComesFirst() {
    String later =
        """
        RANGE_BEGIN %s
          ADDRESS 203.0.113.7
        ENTRY_BEGIN
        MATCH opcode qname
        ADJUST copy_id copy_query
        REPLY QR AA NOERROR
        SECTION QUESTION
        pier.ferry. IN A
        SECTION ANSWER
        pier.ferry. 600 IN A 198.51.100.21
        ENTRY_END
        RANGE_END
        STEP 1 QUERY
        """;

    passes(FERRY.replace("STEP 1 QUERY\n", later.formatted("20 100")));
    fails("198.51.100.21", FERRY.replace("STEP 1 QUERY\n", later.formatted("10 10")));
  }

  @Test
  void aTruncatedAnswerIsAskedForOverTcp() {
    String truncated =
        """
        ENTRY_BEGIN
        MATCH UDP opcode qname
        ADJUST copy_id copy_query
        REPLY QR AA TC NOERROR
        SECTION QUESTION
        pier.ferry. IN A
        ENTRY_END
        """;
    String script = FERRY.replace("ADDRESS 203.0.113.7\n", "ADDRESS 203.0.113.7\n" + truncated);

    passes(script);
    fails("got SERVFAIL", script.replace("MATCH UDP opcode", "MATCH opcode"));
  }

  @Test
  void anAnswerToAnotherQuestionIsNotHeard() {
    fails("got SERVFAIL", FERRY.replace("ADJUST copy_id copy_query", "ADJUST copy_id"));
  }

  @Test
  void extendedErrorsAreLookedAt() {
    String failing =
        FERRY
            .replace("REPLY RD\n", "REPLY RD DO\n")
            .replace("REPLY QR AA NOERROR", "REPLY QR REFUSED")
            .replace("QR RD RA NOERROR", "QR RD RA DO SERVFAIL")
            .replace("SECTION ANSWER\npier.ferry. 77 IN A 198.51.100.20\n", "");

    passes(failing.replace("MATCH all\n", "MATCH all ede=22\n"));
    passes(failing.replace("MATCH all\n", "MATCH all ede=any\n"));
    fails(
        "extended error 6 expected, got [22]", failing.replace("MATCH all\n", "MATCH all ede=6\n"));
  }

  @Test
  void featuresThatAreLeftOutAreNamed() {
    assertThat(List.of(left("auth-zone: name: ferry zonefile: x"), left("rpz: name: ferry")))
        .containsExactly(new Outcome.Skipped("auth zones"), new Outcome.Skipped("RPZ"));
    assertThat(left("auth-zone: name: ferry primary: 203.0.113.9"))
        .isEqualTo(new Outcome.Skipped("zone transfer"));
    assertThat(left("auth-zone: name: ferry zonemd-check: yes"))
        .isEqualTo(new Outcome.Skipped("ZONEMD"));
    assertThat(left("server: module-config: \"dns64 iterator\""))
        .isEqualTo(new Outcome.Skipped("DNS64"));
    assertThat(left("server: response-ip: 192.0.2.0/24 deny"))
        .isEqualTo(new Outcome.Skipped("response addresses"));
  }

  private static Outcome left(String config) {
    return play(FERRY.replace("CONFIG_END", config + "\nCONFIG_END"));
  }

  @Test
  void aScriptWithoutAnEndIsGivenUp() {
    fails("no variable nothing", FERRY, "STEP 20 TIME_PASSES EVAL ${$nothing}\n");
    fails("seconds cannot pass", FERRY, "STEP 20 TIME_PASSES ELAPSE 99999999999\n");
    fails("FLUSH_MESSAGE is not supported", FERRY, "STEP 20 FLUSH_MESSAGE pier.ferry. A IN\n");
  }
}
