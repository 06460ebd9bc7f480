package naru.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The README says the same in both languages: the same commands, and the same output of them. */
class ReadmeTest {
  @Test
  void bothLanguagesShowTheSameCommandsAndTheSameOutput() throws IOException {
    var english = blocks(Files.readAllLines(House.top().resolve("README.md")));
    var korean = blocks(Files.readAllLines(House.top().resolve("README.ko.md")));
    assertThat(english).hasSizeGreaterThan(20);
    assertThat(korean).isEqualTo(english);
  }

  @Test
  void remarksMayDiffer() {
    var page = List.of("text", "```sh", "# a remark", "dig naru.test   # another", "```", "text");
    assertThat(blocks(page)).containsExactly(List.of("```sh", "dig naru.test"));
  }

  private static List<List<String>> blocks(List<String> page) {
    var blocks = new ArrayList<List<String>>();
    var block = new ArrayList<String>();
    boolean inside = false;
    for (var line : page) {
      boolean fence = line.startsWith("```");
      if (fence && inside) {
        blocks.add(List.copyOf(block));
        block.clear();
      } else if (fence || inside) {
        block.add(line);
      }
      inside ^= fence;
    }
    return blocks.stream().map(ReadmeTest::withoutRemarks).toList();
  }

  private static List<String> withoutRemarks(List<String> block) {
    return block.stream()
        .map(line -> line.replaceFirst("(^|\\s+)# .*", ""))
        .filter(line -> !line.isEmpty())
        .toList();
  }
}
