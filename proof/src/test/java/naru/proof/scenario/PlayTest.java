package naru.proof.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import naru.proof.scenario.Journal.Wanted;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlayTest {
  @TempDir private Path directory;

  private String play(String name, String text) throws IOException {
    Path file = Files.writeString(directory.resolve(name), text);
    return Play.play(file, 1, new Journal(Wanted.NOTHING)).toString();
  }

  @Test
  void eachFileGetsALine() throws IOException {
    String nothing = "CONFIG_END\nSCENARIO_BEGIN nothing\nSCENARIO_END\n";

    assertThat(play("quiet.rpl", nothing)).isEqualTo("PASS quiet: checks held: 0");
    assertThat(play("zone.rpl", "auth-zone: name: ferry\n" + nothing))
        .isEqualTo("SKIP zone: auth zones");
  }

  @Test
  void aBrokenFileFailsWithFileAndLine() throws IOException {
    String line = play("odd.rpl", "server:\n  lost\n");

    assertThat(line)
        .isEqualTo(
            "FAIL odd: %s:2: \"lost\" belongs to no setting"
                .formatted(directory.resolve("odd.rpl")));
  }

  @Test
  void oddInputNeverEndsTheRun() throws IOException {
    assertThat(play("empty.rpl", "")).startsWith("FAIL empty: ");
    assertThat(play("bytes.rpl", "\0\1\2\uffff\n".repeat(1000))).startsWith("FAIL bytes: ");
    assertThat(
            play("config.rpl", "stub-zone: name: .. \nCONFIG_END\nSCENARIO_BEGIN x\nSCENARIO_END"))
        .startsWith("FAIL config: ");
    assertThat(Play.play(directory.resolve("none.rpl"), 1, new Journal(Wanted.NOTHING)).toString())
        .startsWith("FAIL none: ");
  }

  @Test
  void aDirectoryIsPlayedInTheOrderOfNames() throws IOException {
    Files.createDirectory(directory.resolve("deck"));
    for (String name : new String[] {"b.rpl", "a.rpl", "deck/c.rpl", "notes.txt"}) {
      Files.writeString(directory.resolve(name), "");
    }

    assertThat(Play.files(directory).map(file -> directory.relativize(file).toString()))
        .containsExactly("a.rpl", "b.rpl", "deck/c.rpl");
  }
}
