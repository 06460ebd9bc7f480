package naru.resolver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import naru.config.Complaint;
import naru.config.Configured;
import naru.wire.Name;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whom a resolver believes, by its file and by what was named in passing. */
class TrustSettingsTest {
  private static final String DS =
      "DS 6871 13 2 85a21c3eb30ca16d5d8c3ad3ff1bd8dd1d7fbb0d3f5bd1c4e7b1f0a6b0f3d6d4";

  @TempDir Path directory;

  private Path write(String name, String... lines) throws IOException {
    return Files.write(directory.resolve(name), List.of(lines));
  }

  private ResolverFile file(String... lines) throws IOException {
    return switch (ResolverFile.read(write("resolver.yaml", lines))) {
      case Configured.Good<ResolverFile>(ResolverFile read) -> read;
      case Configured.Bad<ResolverFile>(var complaints) ->
          throw new AssertionError(complaints.toString());
    };
  }

  private List<String> complaints(String... lines) throws IOException {
    return switch (ResolverFile.read(write("resolver.yaml", lines))) {
      case Configured.Good<ResolverFile> _ -> List.of();
      case Configured.Bad<ResolverFile>(var complaints) ->
          complaints.stream()
              .map(Complaint::toString)
              .map(line -> line.replace(directory + "/", ""))
              .toList();
    };
  }

  private static List<ConfiguredZone> zone(String name) {
    InetSocketAddress server = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 53);
    return List.of(ConfiguredZone.of(Name.of(name), List.of(server)));
  }

  private static List<TrustAnchor> anchor(String zone) {
    return switch (TrustAnchorFile.parse(zone + " " + DS, "anchor")) {
      case Configured.Good<List<TrustAnchor>>(var anchors) -> anchors;
      case Configured.Bad<List<TrustAnchor>>(var complaints) ->
          throw new AssertionError(complaints.toString());
    };
  }

  private static ValidationPolicy onTheInternet(ResolverFile file) {
    return file.config(RootHints.internet(), true).validation();
  }

  private static ValidationPolicy elsewhere(ResolverFile file) {
    return file.config(List.of(), false).validation();
  }

  @Test
  void theInternetsRootIsTrustedByItselfOnTheInternetOnly() throws IOException {
    ResolverFile nothing = file("identity: a");
    assertThat(onTheInternet(nothing).anchors()).containsExactly(TrustAnchor.internet());
    assertThat(elsewhere(nothing).isOn()).isFalse();
  }

  @Test
  void anotherAnchorOfTheRootTakesItsPlace() throws IOException {
    assertThat(onTheInternet(file("trust-anchors: . " + DS)).anchors()).isEqualTo(anchor("."));
    assertThat(onTheInternet(file("trust-anchors: corp.example " + DS)).anchors())
        .extracting(TrustAnchor::zone)
        .containsExactly(Name.of("corp.example"), Name.ROOT);
  }

  @Test
  void whoeverStandsForTheRootIsNotTheInternetsRoot() throws IOException {
    assertThat(onTheInternet(file("forward-zones: [{zone: ., servers: 192.0.2.1}]")).isOn())
        .isFalse();
    assertThat(onTheInternet(ResolverFile.EMPTY.and(zone("."), List.of())).isOn()).isFalse();
  }

  @Test
  void aZoneNamedInPassingIsNotValidatedUnlessAnAnchorThatWasNamedCoversIt() {
    ResolverFile plain = ResolverFile.EMPTY.and(zone("test"), zone("corp.example"));
    assertThat(onTheInternet(plain).negativeAnchors())
        .containsExactly(Name.of("test"), Name.of("corp.example"));
    ResolverFile above = ResolverFile.EMPTY.trusting(anchor(".")).and(zone("test"), List.of());
    assertThat(elsewhere(above).negativeAnchors()).isEmpty();
    ResolverFile beside =
        ResolverFile.EMPTY.trusting(anchor("example")).and(zone("test"), zone("a.example"));
    assertThat(elsewhere(beside).negativeAnchors()).containsExactly(Name.of("test"));
  }

  @Test
  void zonesOfTheFileAreValidatedLikeAllOthers() throws IOException {
    ResolverFile file = file("stub-zones: [{zone: test, servers: 192.0.2.1}]");
    assertThat(onTheInternet(file).negativeAnchors()).isEmpty();
  }

  @Test
  void validationIsOffWhereTheFileOrAFlagSaysSo() throws IOException {
    assertThat(onTheInternet(file("validation: false", "trust-anchors: . " + DS)).isOn()).isFalse();
    assertThat(onTheInternet(ResolverFile.EMPTY.withoutValidation()).isOn()).isFalse();
  }

  @Test
  void filesAndRecordsTogether() throws IOException {
    write("corp.key", "corp.example " + DS);
    write("root.key", ". " + DS);
    ResolverFile file =
        file(
            "trust-anchors: [corp.key, lab.example " + DS + "]",
            "managed-trust-anchors: root.key",
            "negative-trust-anchors: [a.example, b.example]");
    ValidationPolicy policy = onTheInternet(file);
    assertThat(policy.anchors())
        .extracting(TrustAnchor::zone)
        .containsExactly(Name.of("corp.example"), Name.of("lab.example"));
    assertThat(policy.managed())
        .singleElement()
        .extracting(each -> each.state().zone())
        .isEqualTo(Name.ROOT);
    assertThat(policy.negativeAnchors())
        .containsExactly(Name.of("a.example"), Name.of("b.example"));
  }

  @Test
  void mistakesAreToldAtTheLineThatNamesThemAndWhereTheyStand() throws IOException {
    write("broken.key", "; mine", "corp.example A 192.0.2.1");
    write("root.key", ". " + DS);
    assertThat(
            complaints(
                "trust-anchors:",
                "  - broken.key",
                "  - corp.example DS 1 2",
                "  - . " + DS,
                "managed-trust-anchors:",
                "  - missing.key",
                "  - root.key",
                "negative-trust-anchors: [a..b]"))
        .satisfiesExactly(
            line -> assertThat(line).startsWith("resolver.yaml:2: trust-anchors: broken.key:2: "),
            line -> assertThat(line).startsWith("resolver.yaml:3: trust-anchors: a record:1: "),
            line ->
                assertThat(line)
                    .isEqualTo(
                        "resolver.yaml:6: managed-trust-anchors: missing.key:"
                            + " no such file or directory"),
            line -> assertThat(line).startsWith("resolver.yaml:7: ").contains("already"),
            line -> assertThat(line).startsWith("resolver.yaml:8: "));
  }
}
