package naru.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import naru.journey.Account;
import naru.journey.Journey;
import naru.journey.NoteCode;
import naru.journey.Outcome;
import naru.journey.Source;
import naru.journey.VerdictCode;
import naru.report.JsonReport;
import naru.visit.VisitSettings;
import naru.wire.Name;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Visits in the world that Naru brings along: what each stop of the road says. */
class JourneyTest {
  private static final TestWorld WORLD = TestWorld.builtIn();

  @AfterAll
  static void stop() {
    WORLD.close();
  }

  @BeforeEach
  void forget() {
    WORLD.world().resolver().flush(Name.ROOT);
    WORLD.world().operatingSystem().cache().flush(Name.ROOT);
  }

  private static Journey arrived(Journey journey) {
    assertThat(journey.verdict().code()).as(journey.toString()).isEqualTo(VerdictCode.OK);
    return journey;
  }

  private static Journey stopped(Journey journey, VerdictCode code) {
    assertThat(journey.verdict().code()).as(journey.toString()).isEqualTo(code);
    return journey;
  }

  private static List<String> road(Journey journey) {
    return journey.steps().stream().map(step -> step.station()).toList();
  }

  @Test
  void theStationsStandInTheOrderOfTheRoadAndAnAliasStartsAgainAtHosts() {
    Journey journey = arrived(Visitor.of(WORLD).visit("https://www.naru.test/"));
    assertThat(road(journey))
        .containsExactly(
            "url",
            "hosts",
            "browser-cache",
            "os-cache",
            "resolver",
            "hosts",
            "browser-cache",
            "tcp",
            "tls",
            "http",
            "close");
    Account resolver = Visitor.only(journey, "resolver");
    assertThat(resolver.steps().stream().map(step -> step.station()).distinct())
        .containsExactly("root", "tld", "authoritative");
    assertThat(resolver.steps())
        .allSatisfy(step -> {
          assertThat(step.account().source()).isEqualTo(Source.REPORTED);
          assertThat(step.account().peer()).isPresent();
        });
    assertThat(Visitor.all(journey, "hosts").stream().map(Account::name))
        .containsExactly("www.naru.test", "web.naru.test");
    assertThat(Visitor.all(journey, "browser-cache").stream().map(Account::outcome))
        .containsExactly(Outcome.MISS, Outcome.HIT);
    assertThat(Visitor.only(journey, "os-cache").outcome()).isEqualTo(Outcome.MISS);
    assertThat(journey.protocol()).contains("h2");
    assertThat(journey.addresses()).contains("127.80.0.1");
    assertThat(journey.notes().stream().filter(note -> note.code() != NoteCode.DNS_INSECURE))
        .isEmpty();
  }

  @Test
  void stepsBeginOneAfterAnotherAndEndWithinTheVisit() {
    Journey journey = arrived(Visitor.of(WORLD).visit("https://www.naru.test/"));
    double end = journey.steps().getLast().account().startMillis() + 1_000;
    List<Double> starts =
        journey.steps().stream().map(step -> step.account().startMillis()).toList();
    assertThat(starts).isSorted().allMatch(start -> start >= 0 && start < end);
    Account resolver = Visitor.only(journey, "resolver");
    assertThat(resolver.steps())
        .allSatisfy(step ->
            assertThat(step.account().startMillis())
                .isBetween(
                    resolver.startMillis(), resolver.startMillis() + resolver.durationMillis()));
  }

  @Test
  void eachSiteSaysWhoWasAskedFor() {
    Visitor visitor = Visitor.of(WORLD);
    arrived(visitor.visit("https://www.naru.test/"));
    assertThat(visitor.page()).contains("www.naru.test");
  }

  @Test
  void aSecondVisitFindsTheBrowsersCache() {
    Visitor visitor = Visitor.of(WORLD);
    arrived(visitor.visit("https://www.naru.test/"));
    Journey second = arrived(visitor.visit("https://www.naru.test/"));
    assertThat(road(second))
        .containsSubsequence("url", "hosts", "browser-cache", "hosts", "browser-cache", "tcp")
        .doesNotContain("os-cache", "resolver");
    assertThat(Visitor.all(second, "browser-cache").stream().map(Account::outcome))
        .doesNotContain(Outcome.MISS);
  }

  @Test
  void anotherSessionFindsTheOperatingSystemsCache() {
    arrived(Visitor.of(WORLD).visit("https://www.naru.test/"));
    Journey second = arrived(Visitor.of(WORLD).visit("https://www.naru.test/"));
    assertThat(Visitor.all(second, "os-cache").getFirst().outcome()).isEqualTo(Outcome.HIT);
    assertThat(road(second)).doesNotContain("resolver");
  }

  @Test
  void whoeverNamesAResolverPassesTheOperatingSystemOver() {
    Journey journey = arrived(Visitor.byResolver(WORLD).visit("https://www.naru.test/"));
    assertThat(Visitor.all(journey, "os-cache"))
        .allMatch(step -> step.outcome() == Outcome.SKIPPED);
    assertThat(Visitor.stations(journey.steps()))
        .contains("resolver/root", "resolver/tld", "resolver/authoritative");
  }

  @Test
  void aHostsLineWinsOverEverything() {
    Visitor usual = Visitor.of(WORLD);
    arrived(usual.visit("https://www.naru.test/"));
    var hosts = WORLD.write("by-hand", "127.80.0.2 www.naru.test\n");
    Journey journey = visitWith(hosts, "https://www.naru.test/");
    assertThat(road(journey)).containsExactly("url", "hosts", "tcp", "tls", "http", "close");
    assertThat(journey.addresses()).containsExactly("127.80.0.2");
    assertThat(journey.notes())
        .anySatisfy(note -> {
          assertThat(note.code()).isEqualTo(NoteCode.NAMES_HOSTS_OVERRIDE);
          assertThat(note.text()).contains(hosts + ":1");
        });
  }

  @Test
  void aHostsLineForTheTargetOfAnAliasWinsToo() {
    var hosts = WORLD.write("by-hand-target", "# comment\n127.80.0.2 web.naru.test\n");
    Journey journey = visitWith(hosts, "https://www.naru.test/");
    assertThat(journey.addresses()).containsExactly("127.80.0.2");
    assertThat(Visitor.all(journey, "hosts").stream().map(Account::outcome))
        .containsExactly(Outcome.MISS, Outcome.HIT);
    assertThat(journey.notes().stream().map(note -> note.code()))
        .contains(NoteCode.NAMES_HOSTS_OVERRIDE);
  }

  private static Journey visitWith(java.nio.file.Path hosts, String url) {
    return arrived(Visitor.withHosts(WORLD, hosts, VisitSettings.USUAL).visit(url));
  }

  @Test
  void aFailureByAHostsLineSaysSo() {
    var hosts = WORLD.write("wrong", "127.80.0.77 www.naru.test\n");
    Journey journey =
        Visitor.withHosts(WORLD, hosts, VisitSettings.USUAL).visit("https://www.naru.test/");
    stopped(journey, VerdictCode.TCP_REFUSED);
    assertThat(journey.verdict().text()).contains("127.80.0.77:443");
    assertThat(journey.verdict().next()).contains(hosts.toString());
    assertThat(journey.notes().stream().map(note -> note.code()))
        .contains(NoteCode.NAMES_HOSTS_OVERRIDE);
  }

  @Test
  void schemesChooseTheirPorts() {
    int http = WORLD.map().ports().http();
    int https = WORLD.map().ports().https();
    Visitor visitor = Visitor.of(WORLD);
    assertThat(arrived(visitor.visit("http://www.naru.test/")).remote().orElse(""))
        .endsWith(":" + http);
    assertThat(arrived(visitor.visit("https://www.naru.test/")).remote().orElse(""))
        .endsWith(":" + https);
    Journey bare = arrived(visitor.visit("www.naru.test"));
    assertThat(bare.remote().orElse("")).endsWith(":" + http);
    assertThat(road(bare)).doesNotContain("tls");
  }

  @Test
  void otherNamesArriveToo() {
    Visitor visitor = Visitor.of(WORLD);
    for (String host :
        List.of(
            "naru.test",
            "WEB.Naru.Test",
            "any.thing.wild.naru.test",
            "www.old.naru.test",
            "pier.naru.test",
            "child.naru.test",
            "www.child.naru.test",
            "www.ferry.test",
            "127.80.0.1",
            "127.80.0.2")) {
      arrived(visitor.visit("http://" + host + "/"));
    }
  }

  @Test
  void anAliasIntoAnotherDomainIsFollowed() {
    Journey journey = arrived(Visitor.of(WORLD).visit("https://pier.naru.test/"));
    assertThat(journey.addresses()).containsExactly("127.80.0.2");
    assertThat(Visitor.all(journey, "hosts").stream().map(Account::name))
        .containsExactly("pier.naru.test", "www.ferry.test");
  }

  @Test
  void aWholeSubtreeCanBeAnAlias() { // RFC 6672
    Journey journey = arrived(Visitor.of(WORLD).visit("https://www.old.naru.test/"));
    assertThat(journey.addresses()).containsExactly("127.80.0.2");
    assertThat(Visitor.all(journey, "hosts").stream().map(Account::name))
        .containsExactly("www.old.naru.test", "www.ferry.test");
  }

  @Test
  void aDelegatedChildIsOneStepFurther() {
    Journey journey = arrived(Visitor.of(WORLD).visit("https://child.naru.test/"));
    Stream<String> peers =
        Visitor.only(journey, "resolver").steps().stream()
            .filter(step -> step.station().equals("authoritative"))
            .map(step -> step.account().peer().orElse(""));
    assertThat(peers)
        .anyMatch(peer -> peer.startsWith("127.53.2."))
        .anyMatch(peer -> peer.startsWith("127.53.4.1:"));
  }

  @Test
  void aLiteralNeedsNoNames() {
    Visitor visitor = Visitor.of(WORLD);
    assertThat(road(arrived(visitor.visit("https://127.80.0.1/"))))
        .containsExactly("url", "tcp", "tls", "http", "close");
    assertThat(road(arrived(visitor.visit("http://[::ffff:127.80.0.2]/"))))
        .containsExactly("url", "tcp", "http", "close");
  }

  @Test
  void aNameThatDoesNotExistIsNamedWithItsZone() {
    Journey journey = Visitor.of(WORLD).visit("https://nothing.naru.test/");
    stopped(journey, VerdictCode.DNS_NXDOMAIN);
    assertThat(journey.verdict().text()).contains("nothing.naru.test").containsPattern("zone");
    assertThat(journey.verdict().text() + journey.verdict().proof())
        .containsPattern("(zone|of|in) \"?naru\\.test");
    assertThat(road(journey)).doesNotContain("tcp");
    Journey nearer = Visitor.of(WORLD).visit("https://www.naru.tset.test/");
    stopped(nearer, VerdictCode.DNS_NXDOMAIN);
  }

  @Test
  void aNameWithoutAddressesIsNamedWithTheTypesAsked() {
    Journey journey = Visitor.of(WORLD).visit("https://deep.empty.naru.test/");
    stopped(journey, VerdictCode.DNS_NODATA);
    assertThat(journey.verdict().text())
        .contains("deep.empty.naru.test")
        .containsPattern("\\bA\\b")
        .containsPattern("\\bAAAA\\b");
    stopped(Visitor.of(WORLD).visit("https://empty.naru.test/"), VerdictCode.DNS_NODATA);
  }

  @Test
  void aPortWithoutAServerIsRefusedAndEachAddressNamed() {
    Journey journey = Visitor.of(WORLD).visit("https://www.naru.test:1/");
    stopped(journey, VerdictCode.TCP_REFUSED);
    assertThat(journey.verdict().text() + journey.verdict().proof())
        .contains(journey.addresses())
        .contains("refused");
    assertThat(journey.addresses()).contains("127.80.0.1");
    assertThat(Visitor.all(journey, "tcp")).hasSize(journey.addresses().size());
  }

  @Test
  void withoutTheWorldsRootTheIssuerIsUnknown() {
    Journey journey = Visitor.distrustful(WORLD).visit("https://www.naru.test/");
    stopped(journey, VerdictCode.TLS_CERTIFICATE_UNKNOWN_ISSUER);
    assertThat(road(journey)).doesNotContain("http");
    assertThat(Visitor.of(WORLD).visit("https://www.naru.test/").arrived()).isTrue();
  }

  @Test
  void wrongDoorsAreNamed() {
    int http = WORLD.map().ports().http();
    Journey journey = Visitor.of(WORLD).visit("https://127.80.0.1:" + http + "/");
    stopped(journey, VerdictCode.TLS_NOT_TLS);
    assertThat(journey.verdict().text() + journey.verdict().proof()).contains("400 Bad Request");
  }

  @Test
  void addressLinesThatCannotBeReadStopAtOnce() {
    Visitor visitor = Visitor.of(WORLD);
    Journey malformed = visitor.visit("https://www.na ru.test/");
    stopped(malformed, VerdictCode.URL_MALFORMED);
    assertThat(road(malformed)).containsExactly("url");
    stopped(visitor.visit("gopher://www.naru.test/"), VerdictCode.URL_UNSUPPORTED_SCHEME);
    stopped(visitor.visit("https://" + "x".repeat(64) + ".test/"), VerdictCode.URL_MALFORMED);
    String tooLong = ("x".repeat(63) + ".").repeat(4) + "test";
    stopped(visitor.visit("https://" + tooLong + "/"), VerdictCode.URL_MALFORMED);
  }

  @Test
  void aTimeThatRunsOutIsATimeout() {
    VisitSettings usual = VisitSettings.USUAL;
    VisitSettings hasty =
        new VisitSettings(
            usual.connectTimeout(),
            Duration.ofNanos(1),
            usual.families(),
            usual.versions(),
            false,
            false,
            false,
            usual.method(),
            usual.fields(),
            usual.body(),
            usual.dialling());
    Journey journey = Visitor.of(WORLD, hasty).visit("https://www.naru.test/");
    assertThat(journey.verdict().code().exit()).as(journey.toString()).isEqualTo(28);
  }

  @Test
  void theJsonHasWhatTheContractSays() {
    Json json = Json.parse(json(arrived(Visitor.of(WORLD).visit("https://www.naru.test/"))));
    assertThat(json.text("schema")).isEqualTo("naru.journey/1");
    assertThat(json.text("url")).isEqualTo("https://www.naru.test/");
    assertThat(json.text("outcome")).isEqualTo("arrived");
    assertThat(json.at("exit").whole()).isZero();
    assertThat(json.at("verdict").text("code")).isEqualTo("ok");
    assertThat(json.at("verdict").text("text")).contains("200").contains("h2");
    assertThat(json.at("verdict").at("proof").items()).isNotNull();
    assertThat(json.at("verdict").text("next")).isNotNull();
    assertThat(json.at("notes").items()).isNotNull();
    assertThat(
            Stream.of(
                    "domainLookupStart",
                    "domainLookupEnd",
                    "connectStart",
                    "secureConnectionStart",
                    "connectEnd",
                    "requestStart",
                    "responseStart",
                    "responseEnd")
                .map(mark -> json.at("timing").at(mark).number()))
        .isSorted();
    assertThat(json.at("addresses").items().stream().map(Json::text)).contains("127.80.0.1");
    assertThat(json.text("remote")).endsWith(":" + WORLD.map().ports().https());
    assertThat(json.text("protocol")).isEqualTo("h2");
    json.at("steps").items().forEach(JourneyTest::isStep);
  }

  private static void isStep(Json step) {
    for (String field :
        List.of("station", "name", "startMs", "durationMs", "outcome", "source", "detail")) {
      assertThat(step.fields().containsKey(field)).as(field + " in " + step).isTrue();
    }
    assertThat(step.text("source")).isIn("observed", "reported", "derived");
    assertThat(Outcome.parse(step.text("outcome"))).isPresent();
    step.at("steps").items().forEach(JourneyTest::isStep);
  }

  @Test
  void aVisitThatStoppedIsADocumentToo() {
    Visitor visitor = Visitor.of(WORLD);
    Json json = Json.parse(json(visitor.visit("https://nothing.naru.test/")));
    assertThat(json.text("outcome")).isEqualTo("stopped");
    assertThat(json.at("exit").whole()).isEqualTo(6);
    assertThat(json.at("verdict").text("code")).isEqualTo("dns.nxdomain");
    Json several =
        Json.parse(json(visitor.visit("http://naru.test/"), visitor.visit("http://naru.test/")));
    assertThat(several.text("schema")).isEqualTo("naru.session/1");
    assertThat(several.at("journeys").items()).hasSize(2);
  }

  private static String json(Journey... journeys) {
    return JsonReport.of(List.of(journeys));
  }
}
