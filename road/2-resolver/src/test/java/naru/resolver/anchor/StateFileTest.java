package naru.resolver.anchor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import naru.config.Complaint;
import naru.config.Configured;
import naru.dnssec.SigningKey;
import naru.time.Chance;
import naru.time.SimulatedTime;
import naru.wire.Name;
import naru.wire.Record;
import naru.wire.RecordData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file of a trust point: read, written, broken, and where it cannot be written. */
class StateFileTest {
  private static final Name ZONE = Name.of("example");
  private static final Instant NOW = Instant.parse("2025-11-05T06:07:08Z");

  @TempDir Path directory;

  private final Chance chance = new SimulatedTime(1, NOW).chance();
  private final SigningKey first = SigningKey.generate(13, true, chance);
  private final SigningKey second = SigningKey.generate(13, true, chance);
  private final SigningKey third = SigningKey.generate(15, true, chance);
  private final SigningKey zoneKey = SigningKey.generate(13, false, chance);

  private Path file() {
    return directory.resolve("example.key");
  }

  private TrustPoint read(String... lines) throws IOException {
    Files.write(file(), List.of(lines));
    return read();
  }

  private TrustPoint read() {
    return switch (StateFile.read(file())) {
      case Configured.Good<TrustPoint>(TrustPoint point) -> point;
      case Configured.Bad<TrustPoint>(var complaints) ->
          throw new AssertionError(complaints.toString());
    };
  }

  private List<String> complaints(String... lines) throws IOException {
    Files.write(file(), List.of(lines));
    return switch (StateFile.read(file())) {
      case Configured.Good<TrustPoint> _ -> List.of();
      case Configured.Bad<TrustPoint>(var complaints) ->
          complaints.stream()
              .map(Complaint::toString)
              .map(line -> line.substring(file().toString().length()))
              .toList();
    };
  }

  private static String line(RecordData data) {
    return Record.of(ZONE, 3600, data).toString();
  }

  /** Keys in four states. */
  private TrustPoint aged() {
    List<RecordData> trusted = List.of(first.dnskey(), second.dnskey(), third.ds(ZONE));
    Sighting sight =
        new Sighting(
            List.of(first.dnskey(), zoneEntry().dnskey()), 86_400, Optional.of(Duration.ofDays(9)));
    return TrustPoint.of(ZONE, 3600, trusted)
        .revoked(List.of(second.revoked().dnskey()), NOW)
        .seen(sight, NOW, chance)
        .failed(NOW.plusSeconds(7), chance);
  }

  private final SigningKey fourth = SigningKey.generate(13, true, chance);

  private SigningKey zoneEntry() {
    return fourth;
  }

  @Test
  void whatIsWrittenIsReadAgain() throws IOException {
    Files.createFile(file());
    TrustPoint point = aged();
    assertThat(point.keys())
        .extracting(WatchedKey::state)
        .containsExactly(KeyState.ADDPEND, KeyState.VALID, KeyState.REVOKED, KeyState.MISSING);
    assertThat(new StateFile(file()).write(point)).isEmpty();
    assertThat(read()).isEqualTo(point);
  }

  @Test
  void operatorsFindWhatTheyKnow() throws IOException {
    Files.createFile(file());
    new StateFile(file()).write(aged());
    assertThat(Files.readAllLines(file()))
        .startsWith(
            "; autotrust trust anchor file",
            ";;id: example. 1",
            ";;last_queried: 1762322835 ;;Wed Nov  5 06:07:15 2025",
            ";;last_success: 1762322828 ;;Wed Nov  5 06:07:08 2025")
        .contains(
            ";;query_failed: 1",
            ";;query_interval: 43200",
            ";;retry_time: 8640",
            line(first.dnskey()).replace(" 3600 ", " 86400 ")
                + " ;{id = "
                + first.keyTag()
                + " (ksk)} ;;state=2 [  VALID  ] ;;count=0"
                + " ;;lastchange=1762322828 ;;Wed Nov  5 06:07:08 2025")
        .hasSize(12);
  }

  @Test
  void aFileOfOthersIsReadTheSameWay() throws IOException {
    TrustPoint point =
        read(
            "; autotrust trust anchor file",
            ";;id: example. 1",
            ";;last_queried: 1258962400 ;;Mon Nov 23 07:46:40 2009",
            ";;last_success: 1258962401 ;;Mon Nov 23 07:46:41 2009",
            ";;next_probe_time: 1258967360 ;;Mon Nov 23 09:09:20 2009",
            ";;query_failed: 4",
            ";;query_interval: 5400",
            ";;retry_time: 3600",
            line(first.dnskey())
                + " ;{id = 1 (ksk), size = 256b} ;;state=1 [ ADDPEND ] ;;count=3"
                + " ;;lastchange=1258962400 ;;Mon Nov 23 07:46:40 2009",
            line(second.dnskey())
                + " ;{id = 2 (ksk), size = 256b} ;;state=2 [  VALID  ] ;;count=0"
                + " ;;lastchange=1258962402 ;;Mon Nov 23 07:46:42 2009");
    assertThat(point.refresh())
        .isEqualTo(
            new Refresh(
                Optional.of(Instant.ofEpochSecond(1258962400)),
                Optional.of(Instant.ofEpochSecond(1258962401)),
                Optional.of(Instant.ofEpochSecond(1258967360)),
                4,
                Duration.ofMinutes(90),
                Duration.ofHours(1)));
    assertThat(point.keys())
        .containsExactly(
            new WatchedKey(
                first.dnskey(),
                KeyState.ADDPEND,
                3,
                Optional.of(Instant.ofEpochSecond(1258962400))),
            new WatchedKey(
                second.dnskey(),
                KeyState.VALID,
                0,
                Optional.of(Instant.ofEpochSecond(1258962402))));
    assertThat(point.anchor().orElseThrow().keys()).containsExactly(second.dnskey());
  }

  @Test
  void keysWithoutAStateAreABeginning() throws IOException {
    TrustPoint point =
        read(
            "; by dig",
            line(first.dnskey()),
            line(zoneKey.dnskey()),
            line(second.ds(ZONE)),
            line(first.dnskey()));
    assertThat(point)
        .isEqualTo(TrustPoint.of(ZONE, 3600, List.of(first.dnskey(), second.ds(ZONE))));
    assertThat(point.refresh().left(NOW).orElseThrow()).isNegative();
  }

  @Test
  void aFileWhoseKeysAreAllRevokedIsAnEnd() throws IOException {
    Files.createFile(file());
    TrustPoint ended =
        TrustPoint.of(ZONE, 3600, List.of(first.dnskey()))
            .revoked(List.of(first.revoked().dnskey()), NOW);
    new StateFile(file()).write(ended);
    assertThat(Files.readString(file())).contains("\n;;REVOKED\n");
    assertThat(read()).isEqualTo(ended);
    assertThat(ended.isDeleted()).isTrue();
    assertThat(ended.refresh().next()).isEmpty();
  }

  @Test
  void mistakesAreToldWithTheirLine() throws IOException {
    assertThat(
            complaints(
                ";;query_failed: many",
                line(first.dnskey()) + " ;;state=9 ;;count=0",
                line(first.dnskey()) + " ;;state=2 ;;count=-1",
                line(first.revoked().dnskey()) + " ;;state=2",
                line(second.ds(ZONE)) + " ;;state=4",
                line(second.dnskey()) + " ;;state=2 ;;lastchange=today",
                "other. 3600 DS 1 8 2"
                    + " E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D",
                "half a line"))
        .satisfiesExactly(
            line -> assertThat(line).startsWith(":1: query_failed: a number"),
            line -> assertThat(line).startsWith(":2: there is no such state"),
            line -> assertThat(line).startsWith(":3: count: a number"),
            line -> assertThat(line).startsWith(":4: such a record cannot be"),
            line -> assertThat(line).startsWith(":5: such a record cannot be"),
            line -> assertThat(line).startsWith(":6: lastchange: a number"),
            line -> assertThat(line).startsWith(":7: a file for each zone"),
            line -> assertThat(line).startsWith(":8: "));
  }

  @Test
  void aFileOfNoEntryPointIsAMistake() throws IOException {
    assertThat(complaints(line(zoneKey.dnskey())))
        .containsExactly(": no DS record, and no DNSKEY record of a secure entry point");
    assertThat(complaints(line(first.dnskey()) + " ;;state=1 [ ADDPEND ] ;;count=1")).hasSize(1);
    assertThat(complaints("")).hasSize(1);
  }

  @Test
  void thereIsAnEndToItsKeys() throws IOException {
    String[] lines =
        Stream.generate(() -> line(SigningKey.generate(15, true, chance).dnskey()))
            .limit(33)
            .toArray(String[]::new);
    assertThat(complaints(lines)).containsExactly(":33: more than 32 keys");
  }

  @Test
  void aMomentFarAheadIsNotWaitedFor() throws IOException {
    TrustPoint point = read(";;next_probe_time: 99999999999", line(first.dnskey()));
    assertThat(point.refresh().left(NOW)).contains(Duration.ofDays(15));
  }

  @Test
  void theFileIsReplacedAsAWholeAndStaysReadableForWhoeverItWas() throws IOException {
    read(line(first.dnskey()));
    Path link = Files.createSymbolicLink(directory.resolve("link"), file());
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r--r--"));
    Object before = Files.getAttribute(file(), "unix:ino");
    assertThat(new StateFile(link).write(aged())).isEmpty();
    assertThat(Files.getAttribute(file(), "unix:ino")).isNotEqualTo(before);
    assertThat(Files.isSymbolicLink(link)).isTrue();
    assertThat(Files.getPosixFilePermissions(file()))
        .isEqualTo(PosixFilePermissions.fromString("rw-r--r--"));
    try (Stream<Path> inside = Files.list(directory)) {
      assertThat(inside).containsExactlyInAnyOrder(file(), link);
    }
  }

  @Test
  void aDirectoryThatCannotBeWrittenIsAReasonNotACrash() throws IOException {
    read(line(first.dnskey()));
    Path gone = directory.resolve("gone").resolve("example.key");
    assertThat(new StateFile(gone).write(aged()))
        .hasValueSatisfying(reason ->
            assertThat(reason).isEqualTo(gone + " cannot be written: no such file or directory"));
  }
}
