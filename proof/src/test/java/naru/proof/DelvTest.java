package naru.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import naru.net.Server;
import naru.wire.Edns;
import naru.wire.Message;
import naru.wire.Name;
import naru.wire.Record;
import naru.wire.RecordData;
import naru.wire.RecordType;
import naru.world.WorldFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * BIND's validator {@code delv} follows the chain of trust through a signed world, from the world's
 * own anchor down; one zone is hashed, one has opted out, one is not signed.
 */
class DelvTest {
  private static final TestWorld WORLD = TestWorld.of(description());

  private static final Pattern JUDGED = Pattern.compile("(?m)^; (\\D*(validated|unsigned).*)$");

  private static String description() {
    return WorldFile.builtInText()
        .replace("- name: child.naru.test\n", "- name: child.naru.test\n    denial: nsec3\n")
        .replace("- name: test\n", "- name: test\n    denial: nsec3-opt-out\n")
        .replace("- name: ferry.test\n", "- name: ferry.test\n    signed: false\n");
  }

  @AfterAll
  static void close() {
    WORLD.close();
  }

  private static Path anchor() {
    return WORLD.map().trustAnchor().orElseThrow();
  }

  private static Program.Run delv(Path anchor, String name, String type) {
    return Program.needed("delv")
        .run("-a", anchor, "+root=.", "-p", WORLD.map().ports().dns(), "@127.53.53.53", name, type);
  }

  @ParameterizedTest
  @CsvSource({
    ". DNSKEY, fully validated",
    "test DS, fully validated",
    "test SOA, fully validated",
    "naru.test DNSKEY, fully validated",
    "www.naru.test A, fully validated",
    "web.naru.test AAAA, fully validated",
    "x.wild.naru.test A, fully validated",
    "x.y.wild.naru.test TXT, fully validated",
    "www.child.naru.test A, fully validated",
    "child.naru.test DS, fully validated",
    "nothing A, 'negative response, fully validated'",
    "nothing.test A, 'negative response, fully validated'",
    "nothing.naru.test A, 'negative response, fully validated'",
    "nothing.child.naru.test A, 'negative response, fully validated'",
    "a.b.nothing.child.naru.test A, 'negative response, fully validated'",
    "empty.naru.test A, 'negative response, fully validated'",
    "mail.naru.test AAAA, 'negative response, fully validated'",
    "www.child.naru.test MX, 'negative response, fully validated'",
    "x.wild.naru.test MX, 'negative response, fully validated'",
    "www.ferry.test A, unsigned answer",
    "pier.naru.test A, unsigned answer",
    "nothing.ferry.test A, 'negative response, unsigned answer'"
  })
  void theChainOfTrustHolds(String question, String judgement) {
    String[] words = question.split(" ", -1);
    String out = delv(anchor().resolveSibling("bind.keys"), words[0], words[1]).out();
    assertThat(JUDGED.matcher(out).results().map(found -> found.group(1)))
        .as(out)
        .contains(judgement);
  }

  /** With the anchor of another world nothing is believed. */
  @Test
  void anotherAnchorIsNotTheirs() {
    try (TestWorld other = TestWorld.of(description())) {
      Path theirs = other.map().trustAnchor().orElseThrow().resolveSibling("bind.keys");
      assertThat(delv(theirs, "www.naru.test", "A").err()).contains("no valid");
    }
  }

  /** The anchor is kept: who trusts the world today does so tomorrow. */
  @Test
  void theAnchorIsThatOfTheRootsKey() {
    List<RecordData.Ds> anchor = WORLD.world().trustAnchor();
    assertThat(Program.needed("cat").run(anchor()).lines())
        .containsExactlyElementsOf(
            anchor.stream().map(ds -> Record.of(Name.ROOT, 86_400, ds).toString()).toList());
  }

  @Test
  void digSeesSignaturesAtEachServerThatHasThem() {
    Program dig = Program.needed("dig");
    Dug root = Dug.dig(dig, WORLD.dns("127.53.0.13"), "+dnssec", "www.naru.test", "A");
    assertThat(root.records("AUTHORITY")).anyMatch(r -> r.startsWith("test. DS "));
    assertThat(root.records("AUTHORITY")).anyMatch(r -> r.startsWith("test. RRSIG DS 13 1 "));
    Dug tld = Dug.dig(dig, WORLD.dns("127.53.1.1"), "+dnssec", "www.ferry.test", "A");
    assertThat(tld.records("AUTHORITY")).noneMatch(r -> r.contains(" DS "));
    assertThat(tld.records("AUTHORITY")).anyMatch(r -> r.contains(".test. NSEC3 1 1 0 - "));
    Dug leaf = Dug.dig(dig, WORLD.dns("127.53.2.1"), "+dnssec", "www.naru.test", "A");
    assertThat(leaf.answers()).anyMatch(r -> r.startsWith("www.naru.test. RRSIG CNAME 13 3 "));
    Dug unsigned = Dug.dig(dig, WORLD.dns("127.53.3.1"), "+dnssec", "www.ferry.test", "A");
    assertThat(unsigned.answers()).containsExactly("www.ferry.test. A 127.80.0.2");
    Dug plain = Dug.dig(dig, WORLD.dns("127.53.2.1"), "web.naru.test", "A");
    assertThat(plain.answers()).containsExactly("web.naru.test. A 127.80.0.1");
  }

  /** All servers of a zone say the same, signatures included. */
  @Test
  void theRootsServersShareTheirSignatures() {
    assertThat(keys("127.53.0.1")).isEqualTo(keys("127.53.0.13"));
  }

  private static List<Record> keys(String server) {
    Message query =
        Visitor.query(".", "DNSKEY").edit().edns(Edns.plain().withDnssecOk(true)).build();
    Message answer = Visitor.answer(new Server.Plain(WORLD.dns(server)), query);
    assertThat(answer.answers()).extracting(Record::type).contains(RecordType.RRSIG);
    return answer.answers();
  }
}
