package naru.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import naru.net.Server;
import naru.wire.Message;
import naru.world.WorldFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** BIND's {@code dig} and Knot's {@code kdig} ask each of our servers. */
class DigTest {
  private static final String ROOT = "127.53.0.1";
  private static final String TLD = "127.53.1.1";
  private static final String LEAF = "127.53.2.1";
  private static final String CHILD = "127.53.4.1";
  private static final String BIG = "127.53.5.1";
  private static final String RESOLVER = "127.53.53.53";

  private static final TestWorld WORLD =
      TestWorld.of(WorldFile.builtInText().replace("\nsites:\n", bigZone() + "\nsites:\n"));

  /** 60 strings of 100 octets: more than a datagram of 1232 octets, or of 4096, holds. */
  private static String bigZone() {
    String head =
        """

          - name: big.test
            servers:
              ns.big.test: 127.53.5.1
            records: |
        """;
    return head
        + IntStream.range(0, 60)
            .mapToObj(i -> "      @ 300 TXT \"%d %s\"\n".formatted(i, "x".repeat(96)))
            .collect(Collectors.joining());
  }

  @AfterAll
  static void stop() {
    WORLD.close();
  }

  private static Dug dig(String program, String server, Object... arguments) {
    return Dug.dig(Program.needed(program), WORLD.dns(server), arguments);
  }

  private static Set<String> ours(String server, String name, String type) {
    Message answer = Visitor.answer(new Server.Plain(WORLD.dns(server)), name, type);
    return Dug.normal(answer.answers().stream().map(Object::toString));
  }

  @ParameterizedTest
  @ValueSource(strings = {"dig", "kdig"})
  void everyServerAnswersThemAsItAnswersOurClient(String program) {
    List<String> questions =
        List.of(
            ROOT + " . NS",
            ROOT + " . SOA",
            TLD + " test NS",
            LEAF + " naru.test SOA",
            LEAF + " naru.test MX",
            LEAF + " naru.test TXT",
            LEAF + " www.naru.test A",
            LEAF + " web.naru.test AAAA",
            LEAF + " _https._tcp.naru.test SRV",
            LEAF + " x.y.wild.naru.test A",
            LEAF + " www.old.naru.test A",
            CHILD + " www.child.naru.test A",
            RESOLVER + " www.naru.test A",
            RESOLVER + " www.naru.test AAAA",
            RESOLVER + " pier.naru.test A",
            RESOLVER + " www.old.naru.test A",
            RESOLVER + " www.child.naru.test A",
            RESOLVER + " . NS",
            RESOLVER + " test SOA");
    for (String line : questions) {
      String[] words = line.split(" ", -1);
      Dug dug = dig(program, words[0], words[1], words[2]);
      assertThat(dug.status()).as(line).isEqualTo("NOERROR");
      assertThat(dug.flags())
          .as(line)
          .contains("qr", words[0].equals(RESOLVER) ? "ra" : "aa")
          .doesNotContain(words[0].equals(RESOLVER) ? "aa" : "ra");
      assertThat(dug.answers()).as(line).isNotEmpty().isEqualTo(ours(words[0], words[1], words[2]));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dig", "kdig"})
  void transportsAndEdnsChangeNothingInTheAnswer(String program) {
    for (String server : List.of(LEAF, RESOLVER)) {
      Set<String> expected = ours(server, "www.naru.test", "A");
      for (String option :
          List.of("+tcp", "+notcp", "+noedns", "+bufsize=512", "+bufsize=4096", "+dnssec")) {
        Dug dug = dig(program, server, "www.naru.test", "A", option);
        assertThat(dug.answers())
            .as(server + " " + option)
            .filteredOn(record -> !record.contains(" RRSIG "))
            .containsExactlyElementsOf(expected);
        assertThat(dug.answers().size() > expected.size()).isEqualTo(option.equals("+dnssec"));
        assertThat(dug.overTcp()).as(server + " " + option).isEqualTo(option.equals("+tcp"));
        assertThat(dug.text().contains("EDNS"))
            .as(server + " " + option)
            .isEqualTo(program.equals("dig") ? !option.equals("+noedns") : isEdnsOfKdig(option));
      }
    }
  }

  /** kdig sends EDNS only where it is needed. */
  private static boolean isEdnsOfKdig(String option) {
    return option.startsWith("+bufsize") || option.equals("+dnssec");
  }

  @ParameterizedTest
  @ValueSource(strings = {"dig", "kdig"})
  void whatDoesNotFitIsTruncatedAndWholeOverTcp(String program) { // RFC 2181 §9, RFC 7766 §5
    for (String server : List.of(BIG, RESOLVER)) {
      Dug cut = dig(program, server, "big.test", "TXT", "+ignore", "+bufsize=1232");
      assertThat(cut.flags()).as(server).contains("tc");
      Dug whole = dig(program, server, "big.test", "TXT", "+bufsize=1232");
      assertThat(whole.flags()).as(server).doesNotContain("tc");
      assertThat(whole.overTcp()).as(server).isTrue();
      assertThat(whole.answers()).as(server).hasSize(60);
      assertThat(whole.answers()).isEqualTo(ours(server, "big.test", "TXT"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dig", "kdig"})
  void serversSayWhoTheyAre(String program) { // RFC 5001, RFC 4892
    assertThat(dig(program, LEAF, "naru.test", "SOA", "+nsid").text())
        .contains("NSID")
        .contains("ns1.naru.test");
    assertThat(dig(program, ROOT, ".", "SOA", "+nsid").text()).contains("a.root-servers.net");
    assertThat(dig(program, RESOLVER, "naru.test", "SOA", "+nsid").text()).contains("resolver");
    for (String server : List.of(LEAF, RESOLVER)) {
      Dug chaos = dig(program, server, "-c", "CH", "-t", "TXT", "id.server");
      assertThat(chaos.answers())
          .as(server)
          .singleElement()
          .asString()
          .contains(server.equals(LEAF) ? "ns1.naru.test" : "resolver");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dig", "kdig"})
  void anyIsAnsweredWithLittle(String program) { // RFC 8482
    for (String server : List.of(LEAF, RESOLVER)) {
      Dug any = dig(program, server, "naru.test", "ANY", "+notcp");
      assertThat(any.status()).as(server).isEqualTo("NOERROR");
      assertThat(types(any)).as(server + any.text()).hasSizeLessThanOrEqualTo(1);
      assertThat(any.answers()).as(server).isNotEmpty();
    }
  }

  private static Set<String> types(Dug dug) {
    return dug.answers().stream()
        .map(line -> line.split(" ", -1)[1])
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @ParameterizedTest
  @ValueSource(strings = {"dig", "kdig"})
  void parentsReferWithGlue(String program) {
    Dug root = dig(program, ROOT, "www.naru.test", "A", "+norec");
    assertThat(root.status()).isEqualTo("NOERROR");
    assertThat(root.flags()).doesNotContain("aa", "rd", "ra");
    assertThat(root.answers()).isEmpty();
    assertThat(root.records("AUTHORITY"))
        .containsExactly("test. NS a.nic.test.", "test. NS b.nic.test.");
    assertThat(root.records("ADDITIONAL"))
        .containsExactly("a.nic.test. A 127.53.1.1", "b.nic.test. A 127.53.1.2");
    Dug tld = dig(program, TLD, "www.naru.test", "A", "+norec");
    assertThat(tld.records("AUTHORITY"))
        .containsExactly("naru.test. NS ns1.naru.test.", "naru.test. NS ns2.naru.test.");
    assertThat(tld.records("ADDITIONAL")).hasSize(2);
    Dug leaf = dig(program, LEAF, "www.child.naru.test", "A", "+norec");
    assertThat(leaf.records("AUTHORITY"))
        .containsExactly("child.naru.test. NS ns.child.naru.test.");
    assertThat(leaf.records("ADDITIONAL")).containsExactly("ns.child.naru.test. A 127.53.4.1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"dig", "kdig"})
  void whatIsNotThereIsDeniedByTheZone(String program) { // RFC 2308 §2
    for (String server : List.of(LEAF, RESOLVER)) {
      Dug absent = dig(program, server, "nothing.naru.test", "A");
      assertThat(absent.status()).as(server).isEqualTo("NXDOMAIN");
      assertThat(absent.records("AUTHORITY"))
          .as(server)
          .singleElement()
          .asString()
          .startsWith("naru.test. SOA ");
      for (String name : List.of("web.naru.test", "empty.naru.test")) {
        Dug empty = dig(program, server, name, "MX");
        assertThat(empty.status()).as(server + name).isEqualTo("NOERROR");
        assertThat(empty.answers()).as(server + name).isEmpty();
        assertThat(empty.records("AUTHORITY"))
            .as(server + name)
            .singleElement()
            .asString()
            .startsWith("naru.test. SOA ");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dig", "kdig"})
  void othersZonesAreRefused(String program) {
    for (String server : List.of(TLD, LEAF, CHILD)) {
      assertThat(dig(program, server, "www.example.org", "A").status())
          .as(server)
          .isEqualTo("REFUSED");
    }
    assertThat(dig(program, RESOLVER, "www.example.org", "A").status()).isEqualTo("NXDOMAIN");
  }

  @ParameterizedTest
  @ValueSource(strings = {"dig", "kdig"})
  void aResolverWithoutRecursionTellsOnlyWhatItKnows(String program) {
    WORLD.world().resolver().flush(naru.wire.Name.ROOT);
    Dug cold = dig(program, RESOLVER, "www.ferry.test", "A", "+norec");
    assertThat(cold.answers()).noneMatch(answer -> answer.startsWith("www.ferry.test."));
    Dug warm = dig(program, RESOLVER, "www.ferry.test", "A");
    assertThat(warm.answers()).containsExactly("www.ferry.test. A 127.80.0.2");
    Dug known = dig(program, RESOLVER, "www.ferry.test", "A", "+norec");
    assertThat(known.answers()).isEqualTo(warm.answers());
  }

  @Test
  void theResolversCookieIsGoodToDig() { // RFC 7873 §5.3: it echoes ours
    assertThat(dig("dig", RESOLVER, "www.naru.test", "A", "+cookie").text())
        .containsPattern("; COOKIE: [0-9a-f]{16}01000000[0-9a-f]{24} \\(good\\)");
    assertThat(dig("dig", RESOLVER, "www.naru.test", "A", "+nocookie").text())
        .doesNotContain("COOKIE");
  }

  @ParameterizedTest
  @ValueSource(strings = {"dig", "kdig"})
  void manyQuestionsGoOverOneConnection(String program) { // RFC 7766 §6.2.1
    Program asking = Program.needed(program);
    List<Object> arguments =
        Stream.of("@" + RESOLVER, "-p", WORLD.map().ports().dns(), "+tcp", "+keepopen", "+short")
            .collect(Collectors.toList());
    for (int i = 0; i < 20; i++) {
      arguments.add("n" + i + ".wild.naru.test");
      arguments.add("A");
    }
    assertThat(asking.run(arguments.toArray()).lines())
        .hasSize(20)
        .allMatch(line -> line.equals("127.80.0.1"));
  }
}
