package naru.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** {@code curl} visits our sites with our CA; its names come from nobody, or from our resolver. */
class CurlTest {
  private static final TestWorld WORLD = TestWorld.builtIn();
  private static final String FACTS = "%{http_version} %{http_code} %{ssl_verify_result}";

  @AfterAll
  static void stop() {
    WORLD.close();
  }

  /** The output of a visit that goes well. */
  private static String curl(Object... arguments) {
    return run(arguments).text();
  }

  private static Program.Run run(Object... arguments) {
    List<Object> all = new ArrayList<>(List.of("-sS", "--max-time", 10, "--noproxy", "*"));
    all.addAll(List.of("--cacert", WORLD.map().authority()));
    all.addAll(List.of(arguments));
    return Program.needed("curl").run(all.toArray());
  }

  private static String url(String host) {
    return "https://" + host + ":" + WORLD.map().ports().https() + "/";
  }

  private static String resolve(String host, String address) {
    return host + ":" + WORLD.map().ports().https() + ":" + address;
  }

  @Test
  void bothVersionsAndEachName() {
    for (String host : List.of("www.naru.test", "naru.test", "child.naru.test")) {
      String there = resolve(host, "127.80.0.1");
      for (String version : List.of("2", "1.1")) {
        String facts =
            curl("--http" + version, "--resolve", there, "-o", "/dev/null", "-w", FACTS, url(host));
        assertThat(facts).isEqualTo(version + " 200 0");
      }
    }
    String page = curl("--resolve", resolve("www.ferry.test", "127.80.0.2"), url("www.ferry.test"));
    assertThat(page).contains("www.ferry.test");
  }

  @Test
  void whatCurlSeesIsWhatOurClientSees() {
    Visitor visitor = Visitor.of(WORLD);
    assertThat(visitor.visit("https://www.naru.test/").arrived()).isTrue();
    String by = curl("--resolve", resolve("www.naru.test", "127.80.0.1"), url("www.naru.test"));
    assertThat(by.lines().findFirst()).isEqualTo(visitor.page().lines().findFirst());
  }

  @Test
  void withoutOurRootTheCertificateIsRefused() {
    Program.Run run =
        Program.needed("curl")
            .run(
                "-sS",
                "--noproxy",
                "*",
                "--resolve",
                resolve("www.naru.test", "127.80.0.1"),
                url("www.naru.test"));
    assertThat(run.exit()).isEqualTo(60);
    assertThat(run.err()).contains("unable to get local issuer certificate");
  }

  @Test
  void aCertificateIsForItsNamesOnly() {
    Program.Run run =
        run("--resolve", resolve("www.example.org", "127.80.0.1"), url("www.example.org"));
    assertThat(run.exit()).isEqualTo(60);
  }

  @Test
  void itsNamesComeFromOurResolverOverHttps() { // RFC 8484
    String doh = WORLD.map().resolverUrl().orElseThrow();
    for (String host : List.of("www.naru.test", "pier.naru.test", "www.old.naru.test")) {
      String facts = FACTS + " %{remote_ip}";
      String said = curl("--doh-url", doh, "-4", "-o", "/dev/null", "-w", facts, url(host));
      String address = host.startsWith("www.naru") ? "127.80.0.1" : "127.80.0.2";
      assertThat(said).isEqualTo("2 200 0 " + address);
    }
    Program.Run absent = run("--doh-url", doh, url("nothing.naru.test"));
    assertThat(absent.exit()).isEqualTo(6);
  }

  @Test
  void aMachineWhoseResolvConfNamesOurResolverNeedsNothingElse() {
    Path directory = TestWorld.newDirectory();
    try {
      String root = directory.resolve("ca/root.pem").toString();
      String visits =
          """
          getent -s dns hosts mail.naru.test
          curl -sS -4 --noproxy '*' --cacert %1$s -o /dev/null \
            -w '%%{http_version} %%{http_code}\\n' https://www.naru.test/
          curl -sS --noproxy '*' --cacert %1$s -o /dev/null -w '%%{remote_port} %%{http_code}\\n' \
            http://www.naru.test/
          curl -sS --noproxy '*' https://nothing.naru.test/
          echo $?
          """
              .formatted(root);
      Program.needed("curl");
      Program.Run run = Namespace.beside(directory, "", visits);
      assertThat(run.out().lines().toList())
          .as(run.toString())
          .satisfiesExactly(
              line -> assertThat(line).matches("127\\.80\\.0\\.1 +mail\\.naru\\.test"),
              line -> assertThat(line).isEqualTo("2 200"),
              line -> assertThat(line).isEqualTo("80 200"),
              line -> assertThat(line).isEqualTo("6"));
    } finally {
      TestWorld.remove(directory);
    }
  }
}
