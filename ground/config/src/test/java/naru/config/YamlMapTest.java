package naru.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class YamlMapTest {
  private final Complaints complaints = new Complaints("naru.yaml");

  private YamlMap parse(String text) {
    return YamlFile.parse(text, complaints).orElseThrow();
  }

  private String told() {
    return String.join("\n", complaints.all().stream().map(Complaint::toString).toList());
  }

  @Test
  void valuesAreReadByTheirShape() {
    YamlMap top = parse("port: 53\nnames: [a, b]\nlog: off\nzone:\n  name: test\n");
    assertThat(top.number("port", 0, 65535)).contains(53);
    assertThat(top.scalars("names")).extracting(YamlMap.Scalar::text).containsExactly("a", "b");
    assertThat(top.flag("log")).contains(false);
    assertThat(top.map("zone").flatMap(zone -> zone.text("name"))).contains("test");
    top.complainAboutOthers();
    assertThat(told()).isEmpty();
  }

  @Test
  void aNumberOutOfItsRangeNamesFileLineAndRange() {
    assertThat(parse("a: 1\nport: 70000\n").number("port", 0, 65535)).isEmpty();
    assertThat(told())
        .isEqualTo("naru.yaml:2: port: a number from 0 to 65535 is expected, not \"70000\"");
  }

  @Test
  void unknownKeysAreComplaints() {
    YamlMap top = parse("port: 53\nprot: 54\n");
    assertThat(top.number("port", 0, 65535)).isPresent();
    top.complainAboutOthers();
    assertThat(told()).isEqualTo("naru.yaml:2: unknown key \"prot\"");
  }

  @Test
  void brokenYamlNamesTheLine() {
    assertThat(YamlFile.parse("a: 1\nb: [1,\nc: }", complaints)).isEmpty();
    assertThat(told()).startsWith("naru.yaml:3: ");
  }

  @Test
  void theSameKeyTwiceIsAComplaint() {
    assertThat(parse("a: 1\na: 2\n").text("a")).contains("1");
    assertThat(told()).isEqualTo("naru.yaml:2: key \"a\" stands twice");
  }

  @Test
  void anAbsentFileIsAComplaintAndNotACrash(@TempDir Path dir) {
    Optional<YamlMap> nothing = YamlFile.read(dir.resolve("none.yaml"), complaints);
    assertThat(nothing).isEmpty();
    assertThat(told()).isEqualTo("naru.yaml: no such file");
  }
}
