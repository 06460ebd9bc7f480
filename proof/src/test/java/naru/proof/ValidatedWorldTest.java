package naru.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import naru.config.Configured;
import naru.journey.Trace;
import naru.net.Exchanges;
import naru.resolver.NameServer;
import naru.resolver.RecursiveResolver;
import naru.resolver.Resolved;
import naru.resolver.ResolverConfig;
import naru.resolver.TrustAnchor;
import naru.resolver.TrustAnchorFile;
import naru.resolver.ValidationPolicy;
import naru.time.Time;
import naru.wire.Name;
import naru.wire.Question;
import naru.wire.Rcode;
import naru.wire.RecordType;
import naru.world.WorldFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Our resolver, with the anchor that a world leaves in a file, validates that world. */
class ValidatedWorldTest {
  private static final TestWorld WORLD =
      TestWorld.of(
          WorldFile.builtInText()
              .replace("- name: child.naru.test\n", "- name: child.naru.test\n    denial: nsec3\n")
              .replace("- name: test\n", "- name: test\n    denial: nsec3-opt-out\n")
              .replace("- name: ferry.test\n", "- name: ferry.test\n    signed: false\n"));

  private static final RecursiveResolver RESOLVER = resolver(anchors());

  private static List<TrustAnchor> anchors() {
    return switch (TrustAnchorFile.read(WORLD.map().trustAnchor().orElseThrow())) {
      case Configured.Good<List<TrustAnchor>>(List<TrustAnchor> anchors) -> anchors;
      case Configured.Bad<List<TrustAnchor>> bad -> throw new AssertionError(bad.toString());
    };
  }

  private static RecursiveResolver resolver(List<TrustAnchor> anchors) {
    int port = WORLD.map().ports().dns();
    List<NameServer> roots =
        WORLD.map().roots().entrySet().stream()
            .map(e -> NameServer.of(e.getKey(), WORLD.dns(e.getValue().getHostAddress())))
            .toList();
    ResolverConfig config =
        ResolverConfig.of(roots)
            .withPorts(_ -> port)
            .withValidation(ValidationPolicy.of(anchors));
    Time time = Time.system();
    return new RecursiveResolver(time, Exchanges.system(time), config);
  }

  @AfterAll
  static void close() {
    RESOLVER.close();
    WORLD.close();
  }

  private static Resolved ask(RecursiveResolver resolver, String name, String type) {
    Question question = Question.of(Name.of(name), RecordType.parse(type).orElseThrow());
    return resolver.resolve(question, RecursiveResolver.Flags.USUAL, Trace.NONE);
  }

  @ParameterizedTest
  @CsvSource({
    "www.naru.test, A, NOERROR, true",
    "x.wild.naru.test, A, NOERROR, true",
    "www.child.naru.test, A, NOERROR, true",
    "naru.test, DNSKEY, NOERROR, true",
    "child.naru.test, DS, NOERROR, true",
    "nothing, A, NXDOMAIN, true",
    "nothing.naru.test, A, NXDOMAIN, true",
    "a.b.nothing.child.naru.test, A, NXDOMAIN, true",
    "empty.naru.test, A, NOERROR, true",
    "x.wild.naru.test, MX, NOERROR, true",
    "www.child.naru.test, MX, NOERROR, true",
    "www.ferry.test, A, NOERROR, false",
    "pier.naru.test, A, NOERROR, false",
    "nothing.ferry.test, A, NXDOMAIN, false"
  })
  void eachAnswerIsAsTrueAsItsZone(String name, String type, String rcode, boolean authentic) {
    Resolved resolved = ask(RESOLVER, name, type);
    assertThat(resolved.rcode().toString()).as(resolved.toString()).isEqualTo(rcode);
    assertThat(resolved.authentic()).as(resolved.toString()).isEqualTo(authentic);
  }

  /** What another world's root signed is bogus here. */
  @Test
  void anotherAnchorIsNotBelieved() {
    try (TestWorld other = TestWorld.builtIn()) {
      TrustAnchor theirs =
          new TrustAnchor(Name.ROOT, other.world().trustAnchor(), List.of());
      RecursiveResolver stranger = resolver(List.of(theirs));
      assertThat(ask(stranger, "www.naru.test", "A").rcode()).isEqualTo(Rcode.SERVFAIL);
      stranger.close();
    }
  }
}
