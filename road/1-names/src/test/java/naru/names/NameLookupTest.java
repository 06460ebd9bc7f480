package naru.names;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import naru.journey.Account;
import naru.journey.Step;
import naru.journey.Trace;
import naru.journey.VerdictCode;
import naru.net.Server;
import naru.time.SimulatedTime;
import naru.wire.Name;
import naru.wire.RecordType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The order of the road, and what aliases do to it. */
class NameLookupTest {
  private static final Server.Plain RESOLVER = LittleInternet.at("127.53.53.53");
  private static final Server.Local STREAM = LittleInternet.socket("/run/resolver");
  private static final Server.Local SYSTEM = LittleInternet.socket("/run/os");

  @TempDir Path folder;
  private final SimulatedTime time = new SimulatedTime(1, Instant.EPOCH);
  private final LittleInternet internet = new LittleInternet(time);
  private final BrowserCache browser = new BrowserCache(time);
  private final StubResolver stub =
      new StubResolver(
          internet,
          time,
          StubResolver.Settings.of(List.of(StubResolver.Upstream.telling(RESOLVER, STREAM))));
  private final OperatingSystemService service = new OperatingSystemService(time, stub);
  private final OperatingSystemClient client = new OperatingSystemClient(internet, time, SYSTEM);
  private Trace.Recording trace = Trace.recording(time);

  @BeforeEach
  void world() {
    internet
        .resolver(RESOLVER)
        .tellingResolver(STREAM)
        .service(SYSTEM, service, true)
        .alias("www.naru.test", 300, "web.naru.test")
        .address("web.naru.test", 300, "127.80.0.1")
        .address("web.naru.test", 300, "2001:db8::80");
  }

  private HostsFile hosts(String text) {
    Path file = folder.resolve("hosts");
    try {
      Files.writeString(file, text);
    } catch (IOException broken) {
      throw new java.io.UncheckedIOException(broken);
    }
    return HostsFile.at(file);
  }

  private NameLookup inWorld() {
    return NameLookup.byOperatingSystem(hosts(""), browser, client);
  }

  private LookupResult look(NameLookup lookup, String host) {
    trace = Trace.recording(time);
    List<LookupResult> results = new ArrayList<>();
    time.run(
        "look",
        () ->
            results.add(
                lookup.addresses(host, time.nanos() + Duration.ofSeconds(60).toNanos(), trace)));
    return results.getFirst();
  }

  private static List<InetAddress> addresses(LookupResult result) {
    assertThat(result).isInstanceOf(LookupResult.Found.class);
    return ((LookupResult.Found) result).addresses();
  }

  private static naru.journey.Cause cause(LookupResult result) {
    assertThat(result).isInstanceOf(LookupResult.Failed.class);
    return ((LookupResult.Failed) result).cause();
  }

  private List<String> road() {
    return trace.steps().stream()
        .map(step ->
            step.account().name() + " " + step.station() + " " + step.account().outcome().word())
        .toList();
  }

  private static InetAddress ip(String text) {
    return InetAddress.ofLiteral(text);
  }

  @Test
  void anAliasStartsAgainAtTheHostsFileAndCostsNoPacket() {
    LookupResult result = look(inWorld(), "www.naru.test");
    assertThat(addresses(result)).containsExactly(ip("2001:db8::80"), ip("127.80.0.1"));
    assertThat(result.chain()).containsExactly(Name.of("www.naru.test"), Name.of("web.naru.test"));
    assertThat(road())
        .containsExactly(
            "www.naru.test hosts miss",
            "www.naru.test browser-cache miss",
            "www.naru.test os-cache miss",
            "www.naru.test resolver alias",
            "web.naru.test hosts miss",
            "web.naru.test browser-cache hit");
    assertThat(internet.asked)
        .containsExactlyInAnyOrder(
            "/run/os www.naru.test AAAA",
            "/run/resolver www.naru.test AAAA",
            "/run/resolver www.naru.test A");
  }

  @Test
  void theJourneyOfEveryProcessHangsTogether() {
    look(inWorld(), "www.naru.test");
    Account resolver = trace.steps().get(3).account();
    assertThat(resolver.source().word()).isEqualTo("reported");
    assertThat(resolver.peer()).contains("127.53.53.53:53");
    assertThat(resolver.steps())
        .extracting(Step::station)
        .containsExactly("authoritative", "authoritative");
    // The service received the question after one way, and so did the resolver after it.
    assertThat(resolver.steps().getFirst().account().startMillis()).isLessThan(trace.millis());
    assertThat(resolver.startMillis())
        .isGreaterThanOrEqualTo(trace.steps().get(2).account().startMillis());
  }

  @Test
  void theSecondLookupOfASessionFindsTheBrowsersCache() {
    look(inWorld(), "www.naru.test");
    time.advance(Duration.ofSeconds(10));
    look(inWorld(), "www.naru.test");
    assertThat(road())
        .containsExactly(
            "www.naru.test hosts miss",
            "www.naru.test browser-cache alias",
            "web.naru.test hosts miss",
            "web.naru.test browser-cache hit");
    Account hit = trace.steps().getLast().account();
    assertThat(hit.detail().whole("ageSeconds")).hasValue(10);
    assertThat(hit.detail().whole("ttlSeconds").orElseThrow()).isBetween(288L, 290L);
    assertThat(hit.detail().text("from")).contains("os-cache");
  }

  @Test
  void anotherSessionFindsTheOperatingSystemsCacheWithLessTtl() {
    look(inWorld(), "www.naru.test");
    time.advance(Duration.ofSeconds(10));
    BrowserCache other = new BrowserCache(time);
    look(NameLookup.byOperatingSystem(hosts(""), other, client), "www.naru.test");
    assertThat(road())
        .containsExactly(
            "www.naru.test hosts miss",
            "www.naru.test browser-cache miss",
            "www.naru.test os-cache hit",
            "web.naru.test hosts miss",
            "web.naru.test browser-cache hit");
    assertThat(trace.steps().get(2).account().detail().whole("ttlSeconds").orElseThrow())
        .isBetween(288L, 290L);
  }

  @Test
  void aLineByHandWinsOverEverythingAlsoBehindAnAlias() {
    look(inWorld(), "www.naru.test");
    HostsFile hosts = hosts("10.0.0.9 web.naru.test # mine\n10.0.0.8 www2.naru.test\n");
    LookupResult result =
        look(NameLookup.byOperatingSystem(hosts, browser, client), "www.naru.test");
    assertThat(addresses(result)).containsExactly(ip("10.0.0.9"));
    assertThat(((LookupResult.Found) result).byHand().orElseThrow().toString())
        .isEqualTo(folder.resolve("hosts") + ":1");
    assertThat(road()).last().isEqualTo("web.naru.test hosts hit");
  }

  @Test
  void aTtlOfZeroCountsForTheLookupUnderWayAndNoLonger() {
    internet.clearZone();
    internet.alias("z.naru.test", 0, "zero.naru.test").address("zero.naru.test", 0, "127.80.0.2");
    LookupResult result = look(inWorld(), "z.naru.test");
    assertThat(addresses(result)).containsExactly(ip("127.80.0.2"));
    assertThat(road()).last().isEqualTo("zero.naru.test browser-cache hit");
    look(inWorld(), "z.naru.test");
    assertThat(road()).contains("z.naru.test browser-cache miss", "z.naru.test os-cache miss");
  }

  @Test
  void denialsComeFromTheCachesToo() {
    assertThat(cause(look(inWorld(), "nope.naru.test")).text())
        .isEqualTo("nope.naru.test does not exist, says zone naru.test.");
    assertThat(cause(look(inWorld(), "nope.naru.test")).code()).isEqualTo(VerdictCode.DNS_NXDOMAIN);
    assertThat(road()).last().isEqualTo("nope.naru.test browser-cache no-such-name");
    BrowserCache other = new BrowserCache(time);
    look(NameLookup.byOperatingSystem(hosts(""), other, client), "nope.naru.test");
    assertThat(road()).last().isEqualTo("nope.naru.test os-cache no-such-name");
    time.advance(Duration.ofSeconds(61));
    look(inWorld(), "nope.naru.test");
    assertThat(road()).last().isEqualTo("nope.naru.test resolver no-such-name");
  }

  @Test
  void aNameWithoutAddressesNamesTheTypesAsked() {
    assertThat(cause(look(inWorld(), "naru.test")).text())
        .isEqualTo("naru.test exists, but has no AAAA and A records, says zone naru.test.");
  }

  @Test
  void aliasesThatLeadNowhereNameTheirChain() {
    internet.alias("a.naru.test", 300, "b.naru.test").alias("b.naru.test", 300, "a.naru.test");
    naru.journey.Cause loop = cause(look(inWorld(), "a.naru.test"));
    assertThat(loop.code()).isEqualTo(VerdictCode.DNS_ALIAS_LOOP);
    assertThat(loop.text()).endsWith("a.naru.test → b.naru.test → a.naru.test");
    internet.alias("n.naru.test", 300, "nothing.naru.test");
    naru.journey.Cause nothing = cause(look(inWorld(), "n.naru.test"));
    assertThat(nothing.code()).isEqualTo(VerdictCode.DNS_ALIAS_TO_NOTHING);
    assertThat(nothing.text()).contains("n.naru.test → nothing.naru.test");
  }

  @Test
  void elevenAliasesAreFollowedAndNotTwelve() {
    for (int i = 0; i < 12; i++) {
      internet.alias("c" + i + ".naru.test", 300, "c" + (i + 1) + ".naru.test");
    }
    internet.address("c12.naru.test", 300, "127.80.0.1");
    assertThat(addresses(look(inWorld(), "c1.naru.test"))).containsExactly(ip("127.80.0.1"));
    assertThat(cause(look(inWorld(), "c0.naru.test")).code())
        .isEqualTo(VerdictCode.DNS_ALIAS_TOO_LONG);
  }

  @Test
  void aFailureInsideTheServiceIsToldByWhoSawIt() {
    internet.failingWithStory(STREAM, VerdictCode.DNS_LAME, "all servers of naru.test are lame");
    naru.journey.Cause lame = cause(look(inWorld(), "www.naru.test"));
    assertThat(lame.code()).isEqualTo(VerdictCode.DNS_LAME);
    assertThat(trace.steps().getLast().account().cause()).contains(lame);
    assertThat(road()).last().isEqualTo("www.naru.test resolver failed");
  }

  @Test
  void withoutAServiceItIsAbsent() {
    OperatingSystemClient nobody =
        new OperatingSystemClient(internet, time, LittleInternet.socket("/run/nobody"));
    LookupResult result =
        look(NameLookup.byOperatingSystem(hosts(""), browser, nobody), "www.naru.test");
    assertThat(cause(result).code()).isEqualTo(VerdictCode.DNS_RESOLVER_UNREACHABLE);
    assertThat(road()).last().isEqualTo("www.naru.test os-cache absent");
  }

  @Test
  void aServiceThatDoesNotTellIsStillHeard() {
    internet.service(SYSTEM, service, false);
    LookupResult result = look(inWorld(), "www.naru.test");
    assertThat(addresses(result)).hasSize(2);
    assertThat(road())
        .startsWith(
            "www.naru.test hosts miss",
            "www.naru.test browser-cache miss",
            "www.naru.test os-cache alias");
  }

  @Test
  void aNamedResolverPassesTheOperatingSystemOver() {
    look(NameLookup.byResolver(hosts(""), browser, stub), "web.naru.test");
    assertThat(road())
        .containsExactly(
            "web.naru.test hosts miss",
            "web.naru.test browser-cache miss",
            "web.naru.test os-cache skipped",
            "web.naru.test resolver answer");
  }

  @Test
  void literalsAndSpecialNamesAskNobody() {
    assertThat(addresses(look(inWorld(), "[::1]"))).containsExactly(ip("::1"));
    assertThat(addresses(look(inWorld(), "127.80.0.1"))).containsExactly(ip("127.80.0.1"));
    assertThat(trace.steps()).isEmpty();
    assertThat(addresses(look(inWorld(), "a.localhost")))
        .containsExactly(ip("::1"), ip("127.0.0.1"));
    assertThat(road()).containsExactly("a.localhost hosts miss");
    assertThat(cause(look(inWorld(), "x.invalid")).code()).isEqualTo(VerdictCode.DNS_NXDOMAIN);
    assertThat(cause(look(inWorld(), "x.onion")).code()).isEqualTo(VerdictCode.DNS_NXDOMAIN);
    assertThat(cause(look(inWorld(), "a".repeat(64) + ".test")).code())
        .isEqualTo(VerdictCode.URL_MALFORMED);
    assertThat(internet.asked).isEmpty();
  }

  @Test
  void theSearchListIsTriedUntilAnAnswerButALineByHandEndsIt() {
    SearchList search =
        new SearchList(List.of(Name.of("ferry.naru.test"), Name.of("naru.test")), 1);
    NameLookup lookup = NameLookup.byMachine(hosts(""), browser, stub, search);
    LookupResult result = look(lookup, "web");
    assertThat(addresses(result)).hasSize(2);
    assertThat(result.chain()).containsExactly(Name.of("web.naru.test"));
    assertThat(road())
        .contains("web.ferry.naru.test resolver no-such-name", "web.naru.test hosts miss")
        .doesNotContain("web resolver no-such-name");
    assertThat(addresses(look(lookup, "www.naru.test"))).hasSize(2);
    assertThat(cause(look(lookup, "nope.")).text()).startsWith("nope does not exist");
    assertThat(road()).hasSize(4);

    NameLookup byHand =
        NameLookup.byMachine(hosts("10.0.0.7 web"), new BrowserCache(time), stub, search);
    assertThat(addresses(look(byHand, "web"))).containsExactly(ip("10.0.0.7"));
    assertThat(road()).containsExactly("web hosts hit");
  }

  @Test
  void otherTypesTakeTheSameRoad() {
    trace = Trace.recording(time);
    List<LookupResult> results = new ArrayList<>();
    time.run(
        "look",
        () ->
            results.add(
                inWorld().look("naru.test", List.of(RecordType.SOA), Long.MAX_VALUE, trace)));
    LookupResult.Found found = (LookupResult.Found) results.getFirst();
    assertThat(found.sets()).hasSize(1).first().matches(s -> s.type().equals(RecordType.SOA));
    assertThat(found.byHand()).isEqualTo(Optional.empty());
    assertThat(road()).last().isEqualTo("naru.test resolver answer");
  }
}
