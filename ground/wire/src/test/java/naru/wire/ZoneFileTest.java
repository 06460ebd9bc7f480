package naru.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 1035 §5, RFC 2308 §4, RFC 3597 §5. */
class ZoneFileTest {
  private static final Name ORIGIN = Name.of("naru.test");

  @TempDir private Path directory;

  private static List<String> lines(String text) {
    return switch (ZoneFile.parse(text, "text", ORIGIN)) {
      case ZoneFile.Records(List<Record> records) ->
          records.stream().map(Record::toString).toList();
      case ZoneFile.Broken broken -> List.of(broken.toString());
    };
  }

  @Test
  void aZoneAsPeopleWriteIt() {
    String zone =
        """
        $TTL 1h30m ; RFC 2308
        @ IN SOA ns hostmaster (
            2026010101 ; serial
            2h         ; refresh
            30M 2w 300 )
          NS ns
        \tIN NS ns2.other.test.
        ns 60 IN A 127.53.2.1
           IN 120 AAAA ::1
        txt TXT "one; two" three "with \\"quotes\\" and \\200"
        $ORIGIN sub
        @ MX 10 @
        a\\.b CNAME .
        * A 127.0.0.1
        """;
    assertThat(lines(zone))
        .containsExactly(
            "naru.test. 5400 IN SOA ns.naru.test. hostmaster.naru.test. 2026010101 7200 1800"
                + " 1209600 300",
            "naru.test. 5400 IN NS ns.naru.test.",
            "naru.test. 5400 IN NS ns2.other.test.",
            "ns.naru.test. 60 IN A 127.53.2.1",
            "ns.naru.test. 120 IN AAAA ::1",
            "txt.naru.test. 5400 IN TXT \"one; two\" \"three\" \"with \\\"quotes\\\" and \\200\"",
            "sub.naru.test. 5400 IN MX 10 sub.naru.test.",
            "a\\.b.sub.naru.test. 5400 IN CNAME .",
            "*.sub.naru.test. 5400 IN A 127.0.0.1");
  }

  /** RFC 1035 §5.1 and RFC 2308 §4: where a TTL comes from when none is stated. */
  @Test
  void aMissingTtlComesFromTheLastOrFromTheSoa() {
    assertThat(lines("@ SOA . . 1 2 3 4 77\n@ NS a\n@ 5 NS b\n@ NS c\n$TTL 9\n@ NS d\n"))
        .extracting(line -> line.split(" ", 3)[1])
        .containsExactly("77", "77", "5", "5", "9");
  }

  @Test
  void theLastLineNeedsNoEndAndLinesMayEndAsOnWindows() {
    assertThat(lines("a 1 A 127.0.0.1\r\n  A 127.0.0.2\r\nb 1 A 127.0.0.3"))
        .containsExactly(
            "a.naru.test. 1 IN A 127.0.0.1",
            "a.naru.test. 1 IN A 127.0.0.2",
            "b.naru.test. 1 IN A 127.0.0.3");
  }

  /** RFC 3597 §5: unknown types and classes, and known types in the generic form. */
  @Test
  void unknownTypesAndClasses() {
    assertThat(lines("a 1 CLASS32 TYPE731 \\# 6 abcd ( ef 01 23 45 )\na 1 IN A \\# 4 7F000001"))
        .containsExactly(
            "a.naru.test. 1 CLASS32 TYPE731 \\# 6 abcdef012345", "a.naru.test. 1 IN A 127.0.0.1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a 1 A 127.0.0.1 x     | text:1: \"x\" after the end of the A data",
        "a 1 A 127.0.0.256     | text:1: \"127.0.0.256\" is not an IPv4 address for A",
        "a 1 AAAA 1::2::3      | text:1: \"1::2::3\" is not an IPv6 address for AAAA",
        "a 1 A                 | text:1: missing IPv4 address",
        "a 1 WHAT 1            | text:1: unknown type \"WHAT\"",
        "a 1 AXFR x            | text:1: type AXFR cannot stand in a zone",
        "a 1 MX 65536 b        | text:1: \"65536\" is not a number from 0 to 65535",
        "a A 127.0.0.1         | text:1: no time to live: neither here, nor before, nor by $TTL",
        "a 4294967296 A 1.2.3.4| text:1: \"4294967296\" is not a time to live",
        "`  1 A 127.0.0.1`     | text:1: the first record has no owner",
        "a..b 1 NS x           | text:1: name \"a..b\": empty label",
        "a 1 TXT \"open        | text:1: quotation mark without its end",
        "a 1 TXT (\"open\"     | text:1: parenthesis without its end",
        "a 1 TXT x )           | text:1: parenthesis without its beginning",
        "$GENERATE 1-2 a       | text:1: directive \"$GENERATE\" is not supported",
        "$INCLUDE x            | text:1: $INCLUDE needs a zone file, this is a text",
        "a 1 A \\# 3 7f0000    | text:1: A data: ends early: 4 octets needed, 3 left",
        "a 1 DS 1 NOPE 2 ab    | text:1: \"NOPE\" is not an algorithm for DS",
        "a 1 DS 1 8 2 abc      | text:1: \"abc\" is not a row of hexadecimal octets for DS",
      })
  void aComplaintNamesTheLineAndTheThing(String zone, String complaint) {
    assertThat(lines(zone)).containsExactly(complaint);
  }

  @Test
  void aComplaintNamesTheLineOfTheWordInsideOfParentheses() {
    assertThat(lines("\n; nothing\na 1 SOA . . (\n 1\n 2\n x\n 4 5 )\n"))
        .containsExactly("text:6: \"x\" is not a time in seconds for SOA");
  }

  @Test
  void aComplaintStaysOnOneShortLine() {
    assertThat(lines("a 1 A " + "\\\u0001".repeat(100_000)).getFirst()).hasSizeLessThan(200);
    assertThat(lines("a 1 TXT " + "x ".repeat(1_000_000)))
        .containsExactly("text:1: entry over 524288 octets");
  }

  @Test
  void includedFilesHaveTheirOriginAndChangeNothingElse() throws IOException {
    Files.writeString(directory.resolve("hosts.inc"), "www A 127.0.0.1\n@ TXT inside\n");
    Path zone = directory.resolve("zone");
    Files.writeString(zone, "$TTL 5\na TXT x\n$INCLUDE hosts.inc sub\n  TXT y\nb TXT z\n");
    ZoneFile.Read read = ZoneFile.read(zone, ORIGIN);
    assertThat(((ZoneFile.Records) read).records())
        .extracting(record -> record.owner().toString())
        .containsExactly(
            "a.naru.test.", "www.sub.naru.test.", "sub.naru.test.", "a.naru.test.", "b.naru.test.");
  }

  @Test
  void onlyFilesBelowTheZoneFileAreIncluded() throws IOException {
    Path below = Files.createDirectory(directory.resolve("below"));
    Path secret = Files.writeString(directory.resolve("secret"), "secret-word 1 TXT x\n");
    Files.createSymbolicLink(below.resolve("link"), secret);
    for (String climbing : List.of("../secret", secret.toString(), "link")) {
      Path zone = Files.writeString(below.resolve("zone"), "\n$INCLUDE " + climbing + "\n");
      assertThat(ZoneFile.read(zone, ORIGIN).toString())
          .startsWith(zone + ":2: ")
          .contains("is not below")
          .doesNotContain("secret-word");
      assertThat(ZoneFile.read(zone, ORIGIN, directory)).isInstanceOf(ZoneFile.Records.class);
    }
  }

  @Test
  void filesThatIncludeThemselvesAreNamed() throws IOException {
    Path first = Files.writeString(directory.resolve("first"), "$INCLUDE second\n");
    Path second = Files.writeString(directory.resolve("second"), "\n$INCLUDE first\n");
    assertThat(ZoneFile.read(first, ORIGIN))
        .isEqualTo(new ZoneFile.Broken(second.toString(), 2, "\"first\" includes itself"));
  }

  @Test
  void aMistakeInAnIncludedFileIsFoundThere() throws IOException {
    Path included = Files.writeString(directory.resolve("part"), "\na 1 A x\n");
    Path zone = Files.writeString(directory.resolve("zone"), "$INCLUDE part\n");
    assertThat(ZoneFile.read(zone, ORIGIN))
        .isEqualTo(
            new ZoneFile.Broken(included.toString(), 2, "\"x\" is not an IPv4 address for A"));
  }

  /** Files that include others twice and those others twice again would grow without end. */
  @Test
  void howManyFilesAreIncludedIsBounded() throws IOException {
    for (int i = 0; i < 12; i++) {
      Files.writeString(
          directory.resolve("part" + i), ("$INCLUDE part" + (i + 1) + "\n").repeat(50));
    }
    Path last = Files.writeString(directory.resolve("part3"), "\n");
    assertThat(ZoneFile.read(directory.resolve("part0"), ORIGIN).toString())
        .endsWith("too many files included");
    Files.delete(last);
    Files.writeString(last, "$INCLUDE part4\n");
    assertThat(ZoneFile.read(directory.resolve("part3"), ORIGIN).toString())
        .contains("part11:1: too many files included");
  }

  @Test
  void aMissingFileIsNamed() {
    assertThat(ZoneFile.read(directory.resolve("none"), ORIGIN).toString())
        .isEqualTo(directory.resolve("none") + ": there is no such file");
  }

  @Test
  void aLargeZoneIsStreamed() throws IOException {
    Path zone = directory.resolve("large");
    int names = 200_000;
    Files.writeString(
        zone,
        java.util.stream.IntStream.range(0, names)
            .mapToObj(i -> "host" + i + " 300 IN A 127.0." + (i >> 8 & 255) + "." + (i & 255))
            .collect(Collectors.joining("\n")));
    AtomicInteger seen = new AtomicInteger();
    assertThat(ZoneFile.stream(zone, ORIGIN, _ -> seen.incrementAndGet())).isEmpty();
    assertThat(seen).hasValue(names);
  }
}
