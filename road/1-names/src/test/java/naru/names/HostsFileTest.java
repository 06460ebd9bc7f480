package naru.names;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import naru.journey.Account;
import naru.journey.Trace;
import naru.time.SimulatedTime;
import naru.wire.Name;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** hosts(5), and files as people leave them. */
class HostsFileTest {
  private final SimulatedTime time = new SimulatedTime(1, Instant.EPOCH);
  @TempDir Path folder;

  private static List<String> addresses(HostsTable table, String name) {
    return table.find(Name.of(name)).stream()
        .map(entry -> entry.address().getHostAddress() + " line " + entry.line())
        .toList();
  }

  @Test
  void aLineHasAnAddressSeveralNamesAndAComment() {
    HostsTable table =
        HostsTable.parse(
            "hosts",
            """
            # the machine
            127.0.0.1\tlocalhost  loop.test.   # me
              ::1 localhost#and six

            127.0.0.1 localhost
            10.0.0.1 WWW.Naru.Test\
            """);
    assertThat(addresses(table, "LOCALHOST"))
        .containsExactly("127.0.0.1 line 2", "0:0:0:0:0:0:0:1 line 3");
    assertThat(addresses(table, "loop.test")).containsExactly("127.0.0.1 line 2");
    assertThat(addresses(table, "www.naru.test")).containsExactly("10.0.0.1 line 6");
    assertThat(table.complaints()).isEmpty();
  }

  @Test
  void aBrokenLineIsSkippedAndNamed() {
    HostsTable table =
        HostsTable.parse(
            "hosts",
            """
            127.1 short.test
            010.0.0.1 octal.test
            fe80::1%%lo0 scope.test
            nonsense
            10.0.0.1
            10.0.0.2 good.test b\u001b[31mad.test ex\\.ample
            10.0.0.3 %s.test
            10.0.0.4 last.test\r
            """
                .formatted("a".repeat(64)));
    assertThat(table.complaints())
        .extracting(Complaint::toString)
        .containsExactly(
            "hosts:1: not an address: 127.1",
            "hosts:2: not an address: 010.0.0.1",
            "hosts:3: addresses with a scope are not supported: fe80::1%lo0",
            "hosts:4: not an address: nonsense",
            "hosts:5: an address without a name: 10.0.0.1",
            "hosts:6: not a host name: b?[31mad.test",
            "hosts:6: not a host name: ex\\.ample",
            "hosts:7: " + "a".repeat(60) + "…: label over 63 octets");
    assertThat(addresses(table, "good.test")).containsExactly("10.0.0.2 line 6");
    assertThat(addresses(table, "last.test")).containsExactly("10.0.0.4 line 8");
    assertThat(addresses(table, "short.test")).isEmpty();
  }

  @Test
  void complaintsAreBounded() {
    HostsTable table = HostsTable.parse("hosts", "broken\n".repeat(5_000));
    assertThat(table.complaints()).hasSize(Limits.COMPLAINTS + 1);
    assertThat(table.complaints().getLast().toString())
        .isEqualTo("hosts:5000: 4900 more broken lines up to here");
  }

  @Test
  void commentsMayBeInAnyEncodingAndAMarkMayComeFirst() {
    byte[] bytes = "\ufeff10.0.0.1 a.test # 나루".getBytes(StandardCharsets.UTF_8);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    assertThat(addresses(HostsTable.parse("hosts", text), "a.test")).hasSize(1);
  }

  private Account lookUp(HostsFile hosts, String name) {
    Trace.Recording trace = Trace.recording(time);
    Memory memory = new BrowserCache(time).beginLookup();
    Finding _ = hosts.find(new Asked(Name.of(name), NameLookup.BOTH_FAMILIES, memory, 0, trace));
    return trace.steps().getFirst().account();
  }

  @Test
  void aChangedFileIsReadAgain() throws IOException {
    Path file = folder.resolve("hosts");
    Files.writeString(file, "10.0.0.1 a.test\n");
    HostsFile hosts = HostsFile.at(file);
    assertThat(lookUp(hosts, "a.test").outcome().word()).isEqualTo("hit");
    assertThat(lookUp(hosts, "b.test").outcome().word()).isEqualTo("miss");

    Files.writeString(file, "10.0.0.1 b.test\n");
    Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
    Account hit = lookUp(hosts, "b.test");
    assertThat(hit.outcome().word()).isEqualTo("hit");
    assertThat(hit.detail().text("file")).contains(file.toString());
    assertThat(hit.detail().whole("line")).hasValue(1);
    assertThat(lookUp(hosts, "a.test").outcome().word()).isEqualTo("miss");

    Files.delete(file);
    assertThat(lookUp(hosts, "b.test").outcome().word()).isEqualTo("absent");
  }

  @Test
  void anotherFileInItsPlaceIsNoticedBySizeTimeOrInode() throws IOException {
    Path file = folder.resolve("hosts");
    Path other = folder.resolve("other");
    Files.writeString(file, "10.0.0.1 a.test\n");
    Files.writeString(other, "10.0.0.1 b.test\n");
    Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
    Files.setLastModifiedTime(other, FileTime.from(Instant.EPOCH));
    HostsFile hosts = HostsFile.at(file);
    assertThat(lookUp(hosts, "a.test").outcome().word()).isEqualTo("hit");
    Files.move(other, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertThat(lookUp(hosts, "b.test").outcome().word()).isEqualTo("hit");
  }

  @Test
  void whatCannotBeReadKeepsTheLastGoodStateAndSaysSo() throws IOException {
    Path file = folder.resolve("hosts");
    Files.writeString(file, "10.0.0.1 a.test\n");
    HostsFile hosts = HostsFile.at(file);
    assertThat(hosts.problem()).isEmpty();
    Files.delete(file);
    Files.createDirectory(file);
    assertThat(hosts.problem()).contains(file + ": it is a directory");
    Account hit = lookUp(hosts, "a.test");
    assertThat(hit.outcome().word()).isEqualTo("hit");
    assertThat(hit.detail().text("problem")).contains("it is a directory");
  }

  @Test
  void aMissingFileIsAProblemForWhoNamedIt() {
    Path file = folder.resolve("nowhere");
    assertThat(HostsFile.at(file).problem()).contains(file + ": no such file");
  }

  @Test
  void anEndlessFileIsRefused() {
    assertThat(HostsFile.at(Path.of("/dev/zero")).problem())
        .contains("/dev/zero: larger than 16777216 octets");
  }
}
