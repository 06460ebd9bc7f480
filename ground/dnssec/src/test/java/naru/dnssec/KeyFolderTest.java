package naru.dnssec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import naru.wire.Name;
import naru.wire.RecordData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys that lie in a directory from run to run. */
class KeyFolderTest {
  private static final Name ZONE = Name.of("Naru.test");

  @TempDir Path directory;

  private KeyFolder folder() {
    return new KeyFolder(directory.resolve("keys"));
  }

  private List<SigningKey> keys(Name zone, KeyPlan plan) {
    return ((KeyFolder.Found.Keys) folder().keysOf(zone, plan)).keys();
  }

  private String refusal(KeyPlan plan) {
    return ((KeyFolder.Found.Refused) folder().keysOf(ZONE, plan)).reason();
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("keys"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void keysAreMadeOnceAndThenFound() throws IOException {
    List<SigningKey> first = keys(ZONE, KeyPlan.USUAL);
    List<SigningKey> second = keys(Name.of("naru.TEST"), KeyPlan.USUAL);
    assertThat(first).hasSize(1);
    assertThat(second.getFirst().dnskey()).isEqualTo(first.getFirst().dnskey());
    assertThat(files()).containsExactly("naru.test.csk");
  }

  @Test
  void twoKeysShareTheWork() throws IOException {
    List<SigningKey> keys = keys(ZONE, new KeyPlan(15, true));
    assertThat(keys).extracting(SigningKey::isSecureEntryPoint).containsExactly(true, false);
    assertThat(keys).extracting(key -> key.dnskey().algorithm()).containsOnly(15);
    assertThat(files()).containsExactly("naru.test.ksk", "naru.test.zsk");
  }

  @Test
  void eachZoneHasAFileWhateverItsName() throws IOException {
    keys(Name.ROOT, KeyPlan.USUAL);
    keys(Name.of("0/25.2.0.192.in-addr.arpa"), KeyPlan.USUAL);
    keys(Name.of("a\\.b.test"), KeyPlan.USUAL);
    assertThat(files())
        .containsExactly("0%2f25.2.0.192.in-addr.arpa.csk", "@.csk", "a%2eb.test.csk");
  }

  @Test
  void nobodyElseMayReadThem() throws IOException {
    keys(ZONE, KeyPlan.USUAL);
    Path file = directory.resolve("keys/naru.test.csk");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
        .isEqualTo("rwx------");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    assertThat(refusal(KeyPlan.USUAL)).contains("naru.test.csk", "rw-r-----", "chmod 600");
  }

  @Test
  void whatIsNoKeyIsRefusedAndStays() throws IOException {
    keys(ZONE, KeyPlan.USUAL);
    Path file = directory.resolve("keys/naru.test.csk");
    Files.writeString(file, "mine");
    assertThat(refusal(KeyPlan.USUAL)).contains("naru.test.csk", "no key file");
    assertThat(Files.readString(file)).isEqualTo("mine");
    Files.writeString(file, "x".repeat(100_000));
    assertThat(refusal(KeyPlan.USUAL)).contains("larger than 16384");
  }

  @Test
  void aPlaceThatIsNoneIsSaid() throws IOException {
    Files.writeString(directory.resolve("keys"), "a file");
    assertThat(refusal(KeyPlan.USUAL)).contains("keys");
  }

  @Test
  void theParentIsToldTheKeyItVouchesFor() {
    SigningKey key = keys(ZONE, KeyPlan.USUAL).getFirst();
    RecordData.Ds ds = key.ds(ZONE);
    assertThat(ds.digestType()).isEqualTo(2);
    assertThat(DsDigest.matches(ZONE, ds, key.dnskey())).isTrue();
  }
}
