package naru.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import naru.config.Configured;
import naru.time.Time;
import naru.tls.LocalCa;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server's file is read whole, or each mistake is named with its line. */
class ServerFileTest {
  @TempDir Path directory;

  private Configured<ServerSettings> read(String text) throws Exception {
    return ServerFile.read(Files.writeString(directory.resolve("server.yaml"), text));
  }

  private String complaints(String text) throws Exception {
    return switch (read(text)) {
      case Configured.Good<ServerSettings> _ -> "none";
      case Configured.Bad<ServerSettings>(var list) ->
          list.stream().map(it -> it.line() + ": " + it.reason()).collect(Collectors.joining("\n"));
    };
  }

  private ServerSettings settings(String text) throws Exception {
    return switch (read(text)) {
      case Configured.Good<ServerSettings>(ServerSettings settings) -> settings;
      case Configured.Bad<ServerSettings>(var list) -> throw new AssertionError(list.toString());
    };
  }

  @Test
  void aFullFileBecomesAPlan() throws Exception {
    Files.createDirectories(directory.resolve("www"));
    ServerSettings settings =
        settings(
            """
            listen: {http: ["127.0.0.1:0", "[::1]:0"], https: 127.0.0.1:0}
            folder: www
            threads: 2
            sites:
              - names: [WWW.naru.test, "*.naru.test"]
                folder: www
              - names: page.test
            """);
    assertThat(settings.http()).hasSize(2);
    assertThat(settings.https()).hasSize(1);
    assertThat(settings.sites())
        .extracting(Site::names)
        .containsExactly(List.of("www.naru.test", "*.naru.test"), List.of("page.test"));
    assertThat(settings.sites().get(1).content()).isInstanceOf(Page.class);
    Time time = Time.system();
    ServerPlan plan =
        settings
            .plan(time, () -> LocalCa.open(directory.resolve("ca"), List.of(), time.instant()))
            .orThrow();
    var identities = plan.identities().orElseThrow();
    assertThat(identities.identityFor("www.naru.test")).isPresent();
    assertThat(identities.otherwise()).isPresent();
    assertThat(plan.threads()).isEqualTo(2);
  }

  @Test
  void withoutListenItIsTheUsualPorts() throws Exception {
    ServerSettings settings = settings("sites: [{names: a.test}]");
    assertThat(settings.http()).containsExactly(ServerSettings.USUAL_HTTP);
    assertThat(settings.https()).containsExactly(ServerSettings.USUAL_HTTPS);
  }

  @Test
  void eachMistakeHasItsLine() throws Exception {
    assertThat(
            complaints(
                    """
                    listen:
                      http: localhost:80
                      htps: 127.0.0.1:443
                    sites:
                      - names: [a.test, a/b, A.test]
                        folder: none
                      - folder: none
                    threads: 0
                    certificate: {cert: none.pem}
                    colour: red
                    """)
                .replace(directory + "/", ""))
        .isEqualTo(
            """
            2: http: an address and a port, as 127.0.0.1:8080, is expected, not "localhost:80"
            3: unknown key "htps"
            5: names: "a/b" is not a host name
            5: names: "A.test" belongs to another site already
            6: none: no such folder
            7: a site needs names
            7: none: no such folder
            8: threads: a number from 1 to 256 is expected, not "0"
            9: cannot read none.pem: no such file or directory
            10: unknown key "colour\"\
            """);
    assertThat(complaints("threads: 1")).isEqualTo("1: a server needs sites or a folder");
  }
}
