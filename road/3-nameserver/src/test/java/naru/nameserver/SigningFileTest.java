package naru.nameserver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import naru.config.Complaint;
import naru.config.Configured;
import naru.dnssec.KeyPlan;
import naru.wire.Name;
import naru.wire.RecordData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a name server's file says what is signed. */
class SigningFileTest {
  private static final String ZONES =
      """
      listen: 127.0.0.1:5300
      zones:
        - {name: naru.test, file: naru.zone, signed: true}
        - {name: other.test, file: other.zone}
      """;

  @TempDir Path directory;

  private Configured<NameserverFile> read(String text) throws IOException {
    return NameserverFile.read(Files.writeString(directory.resolve("ns.yaml"), text));
  }

  private NameserverFile good(String text) throws IOException {
    return ((Configured.Good<NameserverFile>) read(text)).value();
  }

  private List<String> complaints(String text) throws IOException {
    return ((Configured.Bad<NameserverFile>) read(text))
        .complaints().stream().map(Complaint::toString).toList();
  }

  @Test
  void aZoneIsSignedWithoutAnotherWord() throws IOException {
    NameserverFile file = good(ZONES);
    assertThat(file.signed()).containsExactly(Name.of("naru.test"));
    assertThat(file.signing())
        .isEqualTo(new SigningFile(directory.resolve("keys"), KeyPlan.USUAL, SigningPolicy.USUAL));
  }

  @Test
  void everyKeyIsRead() throws IOException {
    NameserverFile file =
        good(
            ZONES
                + """
                signing:
                  keys: secret
                  algorithm: 15
                  split-keys: true
                  denial: nsec3-opt-out
                  validity-days: 30
                  renewal-days: 10
                """);
    SigningPolicy policy =
        new SigningPolicy(
            SigningPolicy.Denying.NSEC3_OPT_OUT, Duration.ofDays(30), Duration.ofDays(10));
    assertThat(file.signing())
        .isEqualTo(new SigningFile(directory.resolve("secret"), new KeyPlan(15, true), policy));
  }

  @Test
  void mistakesAreNamedWithTheirLine() throws IOException {
    String mistakes =
        """
        signing:
          algorithm: 5
          denial: none
          validity-days: 3
          salt: aabb
        """;
    assertThat(complaints(ZONES + mistakes))
        .anyMatch(line -> line.contains("ns.yaml:6") && line.contains("8, 13, 14, 15 or 16"))
        .anyMatch(line -> line.contains("ns.yaml:7") && line.contains("nsec3-opt-out"))
        .anyMatch(line -> line.contains("renewal-days: fewer than the 3 of validity-days"))
        .anyMatch(line -> line.contains("ns.yaml:9") && line.contains("unknown key \"salt\""))
        .hasSize(4);
  }

  @Test
  void keysAreMadeWhereTheFileSays() throws IOException {
    SigningFile signing = good(ZONES).signing();
    ZoneSigning opened =
        ((SigningFile.Opened.Signing) signing.open(good(ZONES).signed())).signing();
    List<RecordData.Ds> ds = opened.ds().values().iterator().next();
    assertThat(directory.resolve("keys/naru.test.csk")).isRegularFile();
    ZoneSigning again = ((SigningFile.Opened.Signing) signing.open(good(ZONES).signed())).signing();
    assertThat(again.ds()).containsExactly(Map.entry(Name.of("naru.test"), ds));
  }

  @Test
  void keysThatCannotBeHadAreAReason() throws IOException {
    Files.writeString(directory.resolve("keys"), "no directory");
    SigningFile.Opened opened = good(ZONES).signing().open(Set.of(Name.of("naru.test")));
    assertThat(((SigningFile.Opened.Refused) opened).reasons())
        .singleElement()
        .asString()
        .contains("naru.test.csk");
  }
}
