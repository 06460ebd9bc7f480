package naru.resolver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import naru.wire.Record;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** The built-in root hints against those that Debian packages. */
class RootHintsTest {
  private static final Path DEBIAN = Path.of("/usr/share/dns/root.hints");

  static boolean debianHasHints() {
    return Files.isReadable(DEBIAN);
  }

  @Test
  void thirteenServersOfBothFamilies() {
    assertThat(RootHints.internet()).hasSize(13);
    assertThat(addresses(RootHints.internet())).hasSize(26).doesNotHaveDuplicates();
  }

  @Test
  void aHintsFileNamesItsServersAndTheirAddresses() {
    List<Record> records =
        Stream.of(
                ". 300 NS a.root",
                ". 300 NS b.root",
                ". 300 NS lost.root",
                "a.root 300 A 127.53.0.1",
                "b.root 300 A 127.53.0.2",
                "b.root 300 AAAA ::1",
                "c.root 300 A 127.53.0.3")
            .map(TinyZone::record)
            .toList();
    assertThat(addresses(RootHints.of(records, _ -> 5300)))
        .containsExactly("a.root. 127.53.0.1", "b.root. 127.53.0.2", "b.root. 0:0:0:0:0:0:0:1");
  }

  @Test
  @EnabledIf("debianHasHints")
  void theyAreThoseOfDebiansPackage() throws IOException {
    List<String> lines =
        Files.readAllLines(DEBIAN).stream()
            .map(line -> line.toLowerCase(Locale.ROOT))
            .filter(line -> !line.startsWith(";") && line.matches(".*\\s(a|aaaa)\\s.*"))
            .map(line -> line.split("\\s+"))
            .map(words -> words[0] + " " + words[words.length - 1])
            .toList();
    assertThat(lines).isNotEmpty();
    assertThat(addresses(RootHints.internet()))
        .containsExactlyInAnyOrderElementsOf(packaged(lines));
  }

  private static List<String> packaged(List<String> lines) {
    return lines.stream()
        .map(line -> line.split(" "))
        .map(w -> w[0] + " " + java.net.InetAddress.ofLiteral(w[1]).getHostAddress())
        .toList();
  }

  private static List<String> addresses(List<NameServer> servers) {
    return servers.stream()
        .flatMap(s ->
            Stream.of(s.addresses())
                .flatMap(List::stream)
                .map(a -> s.name() + " " + a.getAddress().getHostAddress()))
        .toList();
  }
}
