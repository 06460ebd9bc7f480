package naru.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalCaTest {
  @TempDir Path temporary;

  private LocalCa open() {
    return LocalCa.open(temporary.resolve("ca"), List.of(), Pki.NOW).orThrow();
  }

  private static TlsTrouble trouble(Loaded<?> loaded) {
    assertThat(loaded).isInstanceOf(Loaded.Failed.class);
    return ((Loaded.Failed<?>) loaded).trouble();
  }

  @ParameterizedTest
  @ValueSource(strings = {"www.naru.test", "localhost", "127.80.0.1", "::1", "[::1]", "a_b.test"})
  void vouchesForEveryLocalName(String host) {
    LocalCa ca = open();
    Identity identity = ca.identityFor(host, Pki.NOW).orThrow();
    assertThat(ca.trust().judge(identity.chain(), host, Pki.NOW))
        .isInstanceOf(ChainVerdict.Trusted.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"example.com", "nottest", "8.8.8.8", "2001:db8::1", "test.example.com"})
  void neverVouchesForOthers(String host) {
    assertThat(trouble(open().identityFor(host, Pki.NOW)))
        .isInstanceOf(TlsTrouble.NotPermitted.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "../../x.test", "a/b.test", "a..test", "*.naru.test", "naïve.test"})
  void refusesWhatIsNoName(String host) {
    assertThat(trouble(open().identityFor(host, Pki.NOW))).isInstanceOf(TlsTrouble.NotAName.class);
  }

  @Test
  void vouchesForFurtherNamesGivenWhenItIsMade() {
    Path directory = temporary.resolve("ca");
    LocalCa ca = LocalCa.open(directory, List.of("corp.example", "10.0.0.1"), Pki.NOW).orThrow();
    for (String host : List.of("www.corp.example", "10.0.0.1")) {
      Identity identity = ca.identityFor(host, Pki.NOW).orThrow();
      assertThat(ca.trust().judge(identity.chain(), host, Pki.NOW).trusted()).isTrue();
    }
    TlsTrouble later = trouble(LocalCa.open(directory, List.of("other.example"), Pki.NOW));
    assertThat(later.line()).contains("root-key.pem", "other.example", "corp.example");
  }

  @Test
  void keepsRootAndLeavesForTheNextStart() {
    Identity first = open().identityFor("www.naru.test", Pki.NOW).orThrow();
    LocalCa again = open();
    assertThat(again.identityFor("WWW.naru.test.", Pki.NOW).orThrow()).isEqualTo(first);
  }

  @Test
  void keysAreReadableByTheirOwnerOnly() throws IOException {
    LocalCa ca = open();
    var _ = ca.identityFor("www.naru.test", Pki.NOW);
    Path directory = ca.directory();
    assertThat(OwnerFiles.permissions(directory)).isEqualTo("rwx------");
    assertThat(OwnerFiles.permissions(directory.resolve("leaves"))).isEqualTo("rwx------");
    assertThat(OwnerFiles.permissions(directory.resolve("root-key.pem"))).isEqualTo("rw-------");
    assertThat(OwnerFiles.permissions(directory.resolve("leaves/www.naru.test.pem")))
        .isEqualTo("rw-------");
    assertThat(Files.readString(ca.rootFile())).isEqualTo(ca.rootPem()).doesNotContain("PRIVATE");
  }

  @Test
  void renewsALeafNearItsEnd() {
    LocalCa ca = open();
    Identity first = ca.identityFor("www.naru.test", Pki.NOW).orThrow();
    Identity later = ca.identityFor("www.naru.test", Pki.NOW.plus(Duration.ofDays(59))).orThrow();
    Identity renewed = ca.identityFor("www.naru.test", Pki.NOW.plus(Duration.ofDays(61))).orThrow();
    assertThat(later).isEqualTo(first);
    assertThat(renewed).isNotEqualTo(first);
  }

  @Test
  void renewsLeavesOfAnotherRootAndBrokenOnes() throws IOException {
    Identity first = open().identityFor("www.naru.test", Pki.NOW).orThrow();
    Files.delete(temporary.resolve("ca/root-key.pem"));
    LocalCa other = open();
    Identity second = other.identityFor("www.naru.test", Pki.NOW).orThrow();
    assertThat(second).isNotEqualTo(first);
    assertThat(Files.readString(other.rootFile())).isEqualTo(other.rootPem());

    Files.writeString(temporary.resolve("ca/leaves/www.naru.test.pem"), "half a fi");
    assertThat(open().identityFor("www.naru.test", Pki.NOW).orThrow()).isNotEqualTo(second);
  }

  @Test
  void manyStartsAtOnceAgreeOnOneRoot() throws Exception {
    Callable<X509Certificate> start = () -> open().root();
    try (var threads = Executors.newFixedThreadPool(8)) {
      List<Future<X509Certificate>> starts =
          threads.invokeAll(IntStream.range(0, 8).mapToObj(_ -> start).toList());
      Set<X509Certificate> roots =
          starts.stream().map(Future::resultNow).collect(Collectors.toSet());
      assertThat(roots).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 150, 400})
  void namesABrokenRoot(int length) throws IOException {
    Path file = open().directory().resolve("root-key.pem");
    Files.writeString(file, Files.readString(file).substring(0, length));
    Loaded<LocalCa> broken = LocalCa.open(temporary.resolve("ca"), List.of(), Pki.NOW);
    assertThat(trouble(broken).line()).startsWith(file.toString());
  }

  @Test
  void refusesARootThatOthersMayRead() throws IOException {
    Path file = open().directory().resolve("root-key.pem");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(trouble(LocalCa.open(temporary.resolve("ca"), List.of(), Pki.NOW)).line())
        .contains(file.toString(), "rw-r--r--", "chmod 600");
  }

  @Test
  void refusesADirectoryThatOthersMayWrite() throws IOException {
    Path open = Files.createDirectory(temporary.resolve("open"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThat(trouble(LocalCa.open(open, List.of(), Pki.NOW)))
        .isInstanceOf(TlsTrouble.Exposed.class);
  }

  @Test
  void namesADirectoryThatCannotBeMade() throws IOException {
    Path file = Files.writeString(temporary.resolve("file"), "not a directory");
    assertThat(trouble(LocalCa.open(file.resolve("ca"), List.of(), Pki.NOW)).line())
        .startsWith("cannot write " + file);
    assertThat(trouble(LocalCa.open(file, List.of(), Pki.NOW)).line())
        .startsWith("cannot write " + file);
  }

  @Test
  void saysWhenTheRootHasEnded() {
    var _ = open();
    Loaded<LocalCa> old =
        LocalCa.open(temporary.resolve("ca"), List.of(), Pki.NOW.plus(Duration.ofDays(3651)));
    assertThat(trouble(old)).isInstanceOf(TlsTrouble.RootExpired.class);
  }
}
