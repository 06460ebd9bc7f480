package naru.proof.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import naru.proof.scenario.ConfigBlock.Setting;
import naru.proof.scenario.Match.Word;
import naru.wire.Edns;
import naru.wire.Message;
import naru.wire.Name;
import naru.wire.Rcode;
import naru.wire.RecordType;
import org.junit.jupiter.api.Test;

class ScenarioReaderTest {
  private static final String HEAD = "CONFIG_END\nSCENARIO_BEGIN reading\n";

  private static Scenario read(String text) {
    return switch (ScenarioReader.parse(text)) {
      case ScenarioReader.Read.Whole(Scenario scenario) -> scenario;
      case ScenarioReader.Read.Mistake(int line, String reason) ->
          throw new AssertionError(line + ": " + reason);
    };
  }

  private static String mistake(String text) {
    return switch (ScenarioReader.parse(text)) {
      case ScenarioReader.Read.Whole _ -> "none";
      case ScenarioReader.Read.Mistake(int line, String reason) -> line + ": " + reason;
    };
  }

  private static Entry entry(String lines) {
    String text = HEAD + "STEP 1 QUERY\nENTRY_BEGIN\n" + lines + "ENTRY_END\nSCENARIO_END\n";
    return ((Step.Query) read(text).steps().getFirst()).entry();
  }

  private static String mistakeIn(String lines) {
    return mistake(HEAD + "STEP 1 QUERY\nENTRY_BEGIN\n" + lines + "ENTRY_END\nSCENARIO_END\n");
  }

  @Test
  void settingsMayShareALineAndHaveSeveralValues() {
    ConfigBlock config =
        read("""
        server:
          identity: "a ferry" # a comment
          local-zone: quay. static
          access-control:  203.0.113.0/24 allow
          private-address: fd00::/8
        forward-zone: name: "." forward-addr: 203.0.113.1
          forward-addr: 203.0.113.2@5300
        ; another comment
        stub-zone:
          name: 'pier'
        CONFIG_END
        SCENARIO_BEGIN settings
        SCENARIO_END
        """)
            .config();

    assertThat(config.server())
        .containsExactly(
            new Setting("identity", List.of("a ferry"), 2),
            new Setting("local-zone", List.of("quay.", "static"), 3),
            new Setting("access-control", List.of("203.0.113.0/24", "allow"), 4),
            new Setting("private-address", List.of("fd00::/8"), 5));
    assertThat(config.clauses("forward-zone").flatMap(zone -> zone.values("forward-addr")))
        .containsExactly("203.0.113.1", "203.0.113.2@5300");
    assertThat(config.clauses("stub-zone").map(zone -> zone.value("name")))
        .containsExactly(Optional.of("pier"));
  }

  @Test
  void filesInsideTheBlockAreKept() {
    ConfigBlock config =
        read("""
        server:
          verbosity: 3
        AUTOTRUST_FILE ferry
        ferry. IN DS 1 8 2 00
        AUTOTRUST_END
        auth-zone:
          name: ferry
          zonefile:
        TEMPFILE_NAME deck
        TEMPFILE_CONTENTS deck
          indented
        TEMPFILE_END
        CONFIG_END
        SCENARIO_BEGIN files
        SCENARIO_END
        """)
            .config();

    assertThat(config.anchorFiles()).containsEntry("ferry", List.of("ferry. IN DS 1 8 2 00"));
    assertThat(config.zoneFiles()).containsEntry("deck", List.of("  indented"));
    assertThat(config.clauses("auth-zone").map(zone -> zone.value("zonefile")))
        .containsExactly(Optional.of("deck"));
  }

  @Test
  void anEntryIsAMessage() {
    Entry entry =
        entry(
            """
            ADJUST copy_id copy_query
            REPLY QR AA NXDOMAIN ; a comment
            REPLY DO
            MATCH opcode qname
            # another
            SECTION QUESTION
            pier.ferry. IN AAAA
            SECTION AUTHORITY
            $ORIGIN ferry.
            $TTL 90
            deck IN TXT "a b" ; text
            SECTION ADDITIONAL
            ns 30 IN A 203.0.113.7
            MATCH qtype ttl ede=22
            """);
    Message message = entry.message();

    assertThat(message.flags()).hasToString("qr aa");
    assertThat(message.rcode()).isEqualTo(Rcode.NXDOMAIN);
    assertThat(message.question().orElseThrow()).hasToString("pier.ferry. AAAA");
    assertThat(message.authorities()).singleElement().hasToString("deck.ferry. 90 IN TXT \"a b\"");
    assertThat(message.additionals()).singleElement().hasToString("ns.ferry. 30 IN A 203.0.113.7");
    assertThat(message.edns()).contains(Edns.plain().withDnssecOk(true));
    assertThat(entry.match().words())
        .containsExactly(Word.OPCODE, Word.QTYPE, Word.QNAME, Word.TTL);
    assertThat(entry.match().ede()).isPresent();
    assertThat(entry.copyId() && entry.copyQuery()).isTrue();
  }

  @Test
  void recordsMayBeOddWhereAZonesMayNot() {
    List<String> records =
        entry(
                """
                SECTION ANSWER
                pier.ferry. IN A \\# 3 01 02 03
                pier.ferry. 5 IN RRSIG A 13 2 5 20300101000000 20290101000000 7 ferry.  ;{id = 7}
                pier.ferry. IN TYPE65400 \\# 2 abcd
                pier.ferry. PX \\# 4 000a 0000
                ferry. IN SOA ns.ferry. captain.ferry. 1 2 3 4 5 6
                ferry. IN MINFO a.ferry. b.ferry.
                """)
            .message()
            .answers()
            .stream()
            .map(record -> record.type() + " " + record.rdata().octets())
            .toList();

    assertThat(records)
        .containsExactly("A 3", "RRSIG 25", "TYPE65400 2", "TYPE26 4", "SOA 45", "TYPE14 18");
  }

  @Test
  void octetsReplaceTheMessage() {
    Entry entry =
        entry(
            """
            HEX_ANSWER_BEGIN
            00 00 01 ; a comment
            ff
            HEX_ANSWER_END
            """);

    assertThat(entry.wire()).containsExactly(0, 0, 1, 0xff);
  }

  @Test
  void optionsMayBeOctets() {
    Entry entry =
        entry(
            """
            SECTION QUESTION
            pier.ferry. IN A
            HEX_EDNSDATA_BEGIN
            00 03 00 02 ; an option
            61 62 00
            HEX_EDNSDATA_END
            """);
    byte[] wire = entry.wire();

    assertThat(entry.message().edns().orElseThrow().options())
        .extracting(Edns.Option::code)
        .containsExactly(3);
    assertThat(wire[wire.length - 8]).isEqualTo((byte) 7);
    assertThat(wire).endsWith(new byte[] {0, 3, 0, 2, 'a', 'b', 0});
  }

  @Test
  void questionsMayNameAnyType() {
    Message message = entry("quay.ferry. IN ANY\n").message();

    assertThat(message.question().orElseThrow().type()).isEqualTo(RecordType.ANY);
    assertThat(entry("quay.ferry. CH TXT\n").message().question().orElseThrow())
        .hasToString("quay.ferry. CH TXT");
    assertThat(entry("quay. TYPE999 ; odd\n").message().question().orElseThrow().name())
        .isEqualTo(Name.of("quay"));
  }

  @Test
  void mistakesNameTheirLine() {
    assertThat(mistakeIn("MATCH opcode qnam\n")).isEqualTo("5: unknown MATCH word qnam");
    assertThat(mistakeIn("REPLY QR NOSUCH\n")).isEqualTo("5: unknown REPLY word NOSUCH");
    assertThat(mistakeIn("ADJUST copy\n")).isEqualTo("5: unknown ADJUST word copy");
    assertThat(mistakeIn("SECTION NONE\n")).isEqualTo("5: unknown section NONE");
    assertThat(mistakeIn("pier.ferry. IN NOTYPE\n")).isEqualTo("5: unknown type NOTYPE");
    assertThat(mistakeIn("SECTION ANSWER\npier.ferry. IN A 203.0.113.999\n"))
        .startsWith("6: ")
        .contains("203.0.113.999");
    assertThat(mistakeIn("SECTION ANSWER\npier.ferry. IN TXT \"open\n")).startsWith("6: ");
    assertThat(mistakeIn("HEX_ANSWER_BEGIN\n0g\nHEX_ANSWER_END\n")).contains("not hexadecimal");
  }

  @Test
  void aFileThatEndsTooEarlyIsBroken() {
    assertThat(mistake("")).contains("the file ends too early");
    assertThat(mistake("server:\n  identity: \"open\n"))
        .isEqualTo("2: quotation mark without its end");
    assertThat(mistake("server:\n  lost\n")).isEqualTo("2: \"lost\" belongs to no setting");
    assertThat(mistake(HEAD + "STEP 1 QUERY\n")).contains("ends too early");
    assertThat(mistake(HEAD + "STEP 1 QUERY\nSTEP 2 QUERY\n")).contains("without its entry");
    assertThat(mistake(HEAD + "STEP x QUERY\n")).isEqualTo("3: no step: STEP x QUERY");
    assertThat(mistake(HEAD + "STEP 1 DANCE\n")).isEqualTo("3: unknown step DANCE");
    assertThat(mistake(HEAD + "RANGE_BEGIN 0\nRANGE_END\n")).contains("no range");
    assertThat(mistake(HEAD + "RANGE_BEGIN 0 9\nADDRESS ferry\nRANGE_END\n"))
        .isEqualTo("4: ferry is no address");
  }

  @Test
  void unknownLinesOfAScenarioAreSkipped() {
    assertThat(read(HEAD + "WHATEVER this is\n; comment\nSCENARIO_END\nand more\n").steps())
        .isEmpty();
  }
}
