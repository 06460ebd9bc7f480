package naru.resolver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import naru.config.Complaint;
import naru.config.Complaints;
import naru.config.Configured;
import naru.config.YamlFile;
import naru.config.YamlMap;
import org.junit.jupiter.api.Test;

/** The page of the configuration's keys, and the file that shows each, are what the code reads. */
class ResolverPageTest {
  private static final Pattern KEY = Pattern.compile("^\\| `([a-z0-9.-]+)` \\|");

  private final Complaints complaints = new Complaints("resolver.yaml");
  private final Configured<ResolverFile> example =
      ResolverFile.read(docs().resolve("examples/resolver.yaml"), complaints);

  @Test
  void theExampleIsGood() {
    assertThat(example).isInstanceOf(Configured.Good.class);
  }

  @Test
  void thePageListsEveryKeyThatIsRead() throws IOException {
    assertThat(keysOfThePage()).isEqualTo(new ArrayList<>(complaints.keysAsked()));
  }

  @Test
  void theExampleHasEveryKeyThatIsRead() {
    Complaints others = new Complaints("again");
    YamlMap top = YamlFile.read(docs().resolve("examples/resolver.yaml"), others).orElseThrow();
    SortedSet<String> written = new TreeSet<>();
    for (String key : top.keys()) {
      written.add(key);
    }
    List<String> tops = complaints.keysAsked().stream().filter(k -> !k.contains(".")).toList();
    assertThat(new ArrayList<>(written)).isEqualTo(tops);
  }

  @Test
  void aMistakeIsToldWithItsLine() throws IOException {
    Path file = Files.createTempFile("resolver", ".yaml");
    try {
      Files.writeString(
          file,
          """
          identity: a
          access: [10.0.0.0/8 sometimes]
          local-data:
            - desk.test A 192.0.2.1
            - chair.test A 192.0.2
          local-zones:
            - {zone: test, kind: dynamic}
          private-addresses: mine
          adress: 1
          """);
      assertThat(((Configured.Bad<ResolverFile>) ResolverFile.read(file)).complaints())
          .extracting(Complaint::line)
          .containsExactly(2, 5, 7, 8, 9);
    } finally {
      Files.delete(file);
    }
  }

  private static List<String> keysOfThePage() throws IOException {
    List<String> keys = new ArrayList<>();
    String page = Files.readString(docs().resolve("RESOLVER.md"));
    String part = page.substring(page.indexOf("\n## Keys\n"), page.indexOf("\n## Access\n"));
    for (String line : part.lines().toList()) {
      Matcher key = KEY.matcher(line);
      if (key.find()) {
        keys.add(key.group(1));
      }
    }
    return keys.stream().sorted().toList();
  }

  private static Path docs() {
    Path place = Path.of("").toAbsolutePath();
    while (!Files.exists(place.resolve("docs/RESOLVER.md"))) {
      place = Optional.ofNullable(place.getParent()).orElseThrow();
    }
    return place.resolve("docs");
  }
}
