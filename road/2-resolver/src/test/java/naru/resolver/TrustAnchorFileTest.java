package naru.resolver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import naru.config.Complaint;
import naru.config.Configured;
import naru.dnssec.DsDigest;
import naru.wire.Name;
import naru.wire.RecordData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Files of trust anchors, and the built-in ones against those that Debian packages. */
class TrustAnchorFileTest {
  private static final Path DEBIAN_DIGESTS = Path.of("/usr/share/dns/root.ds");
  private static final Path DEBIAN_KEYS = Path.of("/usr/share/dns/root.key");

  private static final String DS =
      "20326 8 2 E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D";
  private static final String KEY =
      "257 3 13 (\n  mdsswUyr3DPW132mOi8V9xESWE8jTo0dxCjjnopKl+GqJxpVXckHAeF+ ; half of it\n"
          + "  KkxLbxILfDLUT0rAK9iUzy1L53eKGQ== )";

  static boolean debianHasAnchors() {
    return Files.isReadable(DEBIAN_DIGESTS) && Files.isReadable(DEBIAN_KEYS);
  }

  private static List<TrustAnchor> read(String text) {
    return switch (TrustAnchorFile.parse(text, "anchors")) {
      case Configured.Good<List<TrustAnchor>>(var anchors) -> anchors;
      case Configured.Bad<List<TrustAnchor>>(var complaints) ->
          throw new AssertionError(complaints.toString());
    };
  }

  private static List<String> complaints(String text) {
    return switch (TrustAnchorFile.parse(text, "anchors")) {
      case Configured.Good<List<TrustAnchor>> _ -> List.of();
      case Configured.Bad<List<TrustAnchor>>(var complaints) ->
          complaints.stream().map(Complaint::toString).toList();
    };
  }

  @Test
  void digestsAndKeysOfSeveralZonesInEveryForm() {
    List<TrustAnchor> anchors =
        read(
            String.join(
                "\n",
                "; IANA's",
                "# ours",
                "// and theirs",
                "",
                ". IN DS " + DS + " ; 2017",
                "Example.\t3600\tIN\tDNSKEY\t" + KEY,
                "example 3600 DS " + DS,
                ". DS " + DS));
    assertThat(anchors)
        .extracting(TrustAnchor::zone)
        .containsExactly(Name.ROOT, Name.of("example"));
    assertThat(anchors.getFirst().digests())
        .singleElement()
        .extracting(RecordData.Ds::keyTag)
        .isEqualTo(20326);
    assertThat(anchors.getLast().digests()).hasSize(1);
    assertThat(anchors.getLast().keys())
        .singleElement()
        .extracting(RecordData.Dnskey::algorithm)
        .isEqualTo(13);
  }

  @Test
  void mistakesAreToldWithTheirLine() {
    String broken =
        String.join(
            "\n",
            ". DS " + DS,
            "",
            "example DS 1 8 2 XYZ",
            "example A 192.0.2.1",
            "$ORIGIN example.",
            " DS " + DS,
            "example CH DS " + DS,
            "example DNSKEY 385 3 13 AAAA",
            "example DNSKEY 1 3 13 AAAA",
            "example DNSKEY 257 3 13 (",
            "  AAAA");
    assertThat(complaints(broken))
        .satisfiesExactly(
            line -> assertThat(line).startsWith("anchors:3: "),
            line -> assertThat(line).startsWith("anchors:4: ").contains("not A"),
            line -> assertThat(line).startsWith("anchors:5: ").contains("directive"),
            line -> assertThat(line).startsWith("anchors:6: ").contains("owner"),
            line -> assertThat(line).startsWith("anchors:7: ").contains("class IN"),
            line -> assertThat(line).startsWith("anchors:8: ").contains("revoked"),
            line -> assertThat(line).startsWith("anchors:9: ").contains("no key of a zone"),
            line -> assertThat(line).startsWith("anchors:10: ").contains("parenthesis"));
  }

  @Test
  void aMistakeInsideOfParenthesesIsToldWhereItStands() {
    assertThat(complaints("; one\nexample DNSKEY 257 3 13 (\n  AAAA\n  !!! )"))
        .singleElement()
        .asString()
        .startsWith("anchors:4: ");
  }

  @Test
  void aFileWithoutAnchorsIsAMistake() {
    assertThat(complaints("; nothing yet")).containsExactly("anchors: no DS or DNSKEY record");
  }

  @Test
  void aFileThatIsNotThereIsAMistake(@TempDir Path directory) {
    Path missing = directory.resolve("root.key");
    assertThat(TrustAnchorFile.read(missing))
        .isEqualTo(
            new Configured.Bad<>(
                List.of(new Complaint(missing.toString(), 0, "no such file or directory"))));
  }

  @Test
  void aHugeFileIsNotReadToItsEnd(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("root.key");
    Files.writeString(file, ";\n".repeat(Limits.ANCHOR_FILE_OCTETS));
    assertThat(TrustAnchorFile.read(file).toString()).contains("larger than");
  }

  @Test
  @EnabledIf("debianHasAnchors")
  void theBuiltInDigestsAreThoseOfDebiansPackage() {
    assertThat(TrustAnchorFile.read(DEBIAN_DIGESTS))
        .isEqualTo(new Configured.Good<>(List.of(TrustAnchor.internet())));
  }

  @Test
  @EnabledIf("debianHasAnchors")
  void theyAreOfTheKeysOfDebiansPackage() {
    if (!(TrustAnchorFile.read(DEBIAN_KEYS)
        instanceof Configured.Good<List<TrustAnchor>>(var packaged))) {
      throw new AssertionError("unreadable");
    }
    List<RecordData.Ds> digests =
        packaged.stream()
            .flatMap(anchor -> anchor.keys().stream())
            .flatMap(key -> DsDigest.of(Name.ROOT, key, 2).stream())
            .toList();
    assertThat(digests).isEqualTo(TrustAnchor.internet().digests());
  }

  @Test
  void theInternetsKeysAreTwo() {
    assertThat(Stream.of(TrustAnchor.internet()).flatMap(a -> a.digests().stream()))
        .extracting(RecordData.Ds::keyTag)
        .containsExactly(20326, 38696);
  }
}
