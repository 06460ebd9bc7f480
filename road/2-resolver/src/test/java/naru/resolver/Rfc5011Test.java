package naru.resolver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import naru.config.Configured;
import naru.dnssec.SigningKey;
import naru.journey.Trace;
import naru.wire.Name;
import naru.wire.Question;
import naru.wire.Record;
import naru.wire.RecordType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** RFC 5011: trust anchors follow the keys of their zone, over simulated months. */
class Rfc5011Test {
  private static final Pattern KEY =
      Pattern.compile("\\{id = (\\d+) .*;;state=\\d \\[ +(\\w+) +\\] ;;count=(\\d+)");

  @TempDir Path directory;

  private final TinyInternet internet = new TinyInternet();
  private final SigningKey first = SigningKey.generate(13, true, internet.time.chance());
  private final SigningKey second = SigningKey.generate(13, true, internet.time.chance());
  private final RollingZone roll =
      new RollingZone(
          internet.time,
          TinyZone.of(
              "roll",
              "roll 3600 NS ns.roll",
              "ns.roll 3600 A 127.53.1.1",
              "www.roll 300 A 198.51.100.1"));

  private Path file() {
    return directory.resolve("roll.key");
  }

  /** The zone's server, and a resolver whose operator trusts what these lines say. */
  private void begin(String... lines) throws IOException {
    internet
        .serve(
            "127.53.0.1", TinyZone.of(".", "roll 86400 NS ns.roll", "ns.roll 86400 A 127.53.1.1"))
        .says("127.53.1.1", roll::answer);
    Files.write(file(), List.of(lines));
    start(List.of());
  }

  private void start(List<TrustAnchor> others) {
    if (!(ManagedAnchors.read(file()) instanceof Configured.Good<ManagedAnchors>(var managed))) {
      throw new AssertionError(ManagedAnchors.read(file()));
    }
    ValidationPolicy policy = ValidationPolicy.of(others).managing(List.of(managed));
    internet.configured(config -> config.withValidation(policy));
    internet.time.start("operator", internet::resolver);
    internet.time.advance(Duration.ofSeconds(1));
  }

  private void passes(Duration time) {
    internet.time.advance(time);
  }

  /** {@code TAG STATE SIGHTINGS} of each key in the file. */
  private List<String> keys() throws IOException {
    return Files.readAllLines(file()).stream()
        .map(KEY::matcher)
        .filter(Matcher::find)
        .map(found -> found.group(1) + " " + found.group(2) + " " + found.group(3))
        .sorted()
        .toList();
  }

  private static List<String> keys(String... lines) {
    return Stream.of(lines).sorted().toList();
  }

  private static String key(SigningKey key, String state) {
    return key.keyTag() + " " + state;
  }

  /** What a client hears of the zone now: {@code secure}, {@code insecure}, or why not. */
  private String heard() {
    List<String> heard = new ArrayList<>();
    internet.time.start("client", () -> heard.add(ask()));
    internet.time.advance(Duration.ofSeconds(11));
    return heard.getFirst();
  }

  private String ask() {
    Resolved resolved =
        internet
            .resolver()
            .resolve(
                Question.of(Name.of("www.roll"), RecordType.A),
                RecursiveResolver.Flags.USUAL,
                Trace.NONE);
    return resolved
        .cause()
        .map(cause -> cause.code().word())
        .orElse(resolved.authentic() ? "secure" : "insecure");
  }

  private long askedForKeys() {
    return internet.journal.stream().filter("127.53.1.1 roll. DNSKEY"::equals).count();
  }

  // §2.1

  @Test
  void aKeyThatTakesItselfBackIsNoAnchorFromThatMomentOn() throws IOException {
    roll.shows(first, second);
    begin(roll.line(first.dnskey()), roll.line(second.dnskey()));
    roll.shows(first.revoked(), second);
    passes(Duration.ofDays(1));
    assertThat(keys()).isEqualTo(keys(key(first.revoked(), "REVOKED 0"), key(second, "VALID 0")));
    assertThat(heard()).isEqualTo("secure");
    roll.shows(first, second).signedBy(first);
    passes(Duration.ofDays(3));
    assertThat(heard()).isEqualTo("dns.bogus.no-dnskey");
  }

  @Test
  void aRevocationThatTheKeyItselfDidNotSignIsNone() throws IOException {
    roll.shows(first, second);
    begin(roll.line(first.dnskey()), roll.line(second.dnskey()));
    roll.shows(first.revoked(), second).signedBy(second);
    passes(Duration.ofDays(1));
    assertThat(keys()).isEqualTo(keys(key(first, "MISSING 0"), key(second, "VALID 0")));
  }

  @Test
  void aClientsQuestionSeesARevocationToo() throws IOException {
    roll.shows(first, second).keyTtl(Duration.ofHours(1)).validFor(Duration.ofDays(40));
    begin(roll.line(first.dnskey()), roll.line(second.dnskey()));
    internet.resolver().flush(Name.ROOT);
    roll.shows(first.revoked(), second);
    assertThat(heard()).isEqualTo("secure");
    assertThat(keys()).isEqualTo(keys(key(first.revoked(), "REVOKED 0"), key(second, "VALID 0")));
  }

  @Test
  void aRevokedKeyThatComesBackStaysRevoked() throws IOException {
    roll.shows(first, second);
    begin(roll.line(first.dnskey()), roll.line(second.dnskey()));
    roll.shows(first.revoked(), second);
    passes(Duration.ofDays(1));
    roll.shows(first, second);
    passes(Duration.ofDays(100));
    assertThat(keys()).isEqualTo(keys(key(first.revoked(), "REVOKED 0"), key(second, "VALID 0")));
  }

  // §2.3

  @Test
  void keysAreAskedForTwiceInTheirTimeToLive() throws IOException {
    roll.shows(first).keyTtl(Duration.ofDays(2));
    begin(roll.line(first.dnskey()));
    assertThat(askedForKeys()).isEqualTo(1);
    passes(Duration.ofDays(100));
    assertThat(askedForKeys()).isBetween(100L, 112L);
  }

  @Test
  void keysAreAskedForTwiceInTheLifeOfTheirSignatures() throws IOException {
    roll.shows(first).keyTtl(Duration.ofDays(20)).validFor(Duration.ofDays(2));
    begin(roll.line(first.dnskey()));
    passes(Duration.ofDays(100));
    assertThat(askedForKeys()).isBetween(100L, 112L);
  }

  @Test
  void keysAreAskedForOnceAnHourAtMost() throws IOException {
    roll.shows(first).keyTtl(Duration.ofSeconds(60));
    begin(roll.line(first.dnskey()));
    passes(Duration.ofHours(100));
    assertThat(askedForKeys()).isBetween(100L, 101L);
  }

  @Test
  void keysAreAskedForEveryFifteenDaysAtLeast() throws IOException {
    roll.shows(first).keyTtl(Duration.ofDays(300)).validFor(Duration.ofDays(300));
    begin(roll.line(first.dnskey()));
    passes(Duration.ofDays(150));
    assertThat(askedForKeys()).isBetween(11L, 13L);
  }

  @Test
  void afterAFailureTheyAreAskedForSooner() throws IOException {
    roll.shows(first).keyTtl(Duration.ofDays(2));
    begin(roll.line(first.dnskey()));
    roll.signedBy();
    passes(Duration.ofDays(1));
    long before = askedForKeys();
    passes(Duration.ofDays(2));
    assertThat(askedForKeys() - before).isBetween(10L, 12L);
    roll.signedBy(first);
    passes(Duration.ofHours(5));
    long healed = askedForKeys();
    passes(Duration.ofDays(10));
    assertThat(askedForKeys() - healed).isBetween(10L, 12L);
  }

  @Test
  void theMomentOfTheNextQuestionOutlivesTheResolver() throws IOException {
    roll.shows(first).keyTtl(Duration.ofDays(20)).validFor(Duration.ofDays(300));
    begin(roll.line(first.dnskey()));
    internet.restart();
    start(List.of());
    passes(Duration.ofDays(8));
    assertThat(askedForKeys()).isEqualTo(1);
    passes(Duration.ofDays(2));
    assertThat(askedForKeys()).isEqualTo(2);
  }

  // §2.4.1

  @Test
  void aNewKeyIsTrustedAfterThirtyDays() throws IOException {
    roll.shows(first);
    begin(roll.line(first.dnskey()));
    roll.shows(first, second).signedBy(first);
    passes(Duration.ofDays(29));
    assertThat(keys()).anyMatch(line -> line.startsWith(key(second, "ADDPEND ")));
    passes(Duration.ofDays(4));
    assertThat(keys()).isEqualTo(keys(key(first, "VALID 0"), key(second, "VALID 0")));
    roll.shows(second);
    passes(Duration.ofDays(3));
    assertThat(heard()).isEqualTo("secure");
  }

  @Test
  void aNewKeyAloneIsNotBelievedBeforeThat() throws IOException {
    roll.shows(first);
    begin(roll.line(first.dnskey()));
    roll.shows(first, second).signedBy(first);
    passes(Duration.ofDays(29));
    roll.shows(second);
    passes(Duration.ofDays(60));
    assertThat(heard()).isEqualTo("dns.bogus.no-matching-ds");
    assertThat(keys())
        .contains(key(first, "VALID 0"))
        .anyMatch(line -> line.startsWith(key(second, "ADDPEND ")));
  }

  @Test
  void aNewKeyThatIsNotInEverySetBeginsAgain() throws IOException {
    roll.shows(first);
    begin(roll.line(first.dnskey()));
    roll.shows(first, second).signedBy(first);
    passes(Duration.ofDays(25));
    roll.shows(first);
    passes(Duration.ofDays(2));
    assertThat(keys()).isEqualTo(keys(key(first, "VALID 0")));
    roll.shows(first, second).signedBy(first);
    passes(Duration.ofDays(29));
    assertThat(keys()).anyMatch(line -> line.startsWith(key(second, "ADDPEND ")));
  }

  @Test
  void aSetThatLivesLongerThanThirtyDaysHoldsNewKeysDownForItsTime() throws IOException {
    roll.shows(first).keyTtl(Duration.ofDays(60)).validFor(Duration.ofDays(90));
    begin(roll.line(first.dnskey()));
    roll.shows(first, second).signedBy(first);
    passes(Duration.ofDays(65));
    assertThat(keys()).anyMatch(line -> line.startsWith(key(second, "ADDPEND ")));
    passes(Duration.ofDays(30));
    assertThat(keys()).contains(key(second, "VALID 0"));
  }

  @Test
  void thePendingTimeGoesOnAfterARestart() throws IOException {
    roll.shows(first);
    begin(roll.line(first.dnskey()));
    roll.shows(first, second).signedBy(first);
    passes(Duration.ofDays(20));
    internet.restart();
    start(List.of());
    passes(Duration.ofDays(13));
    assertThat(keys()).isEqualTo(keys(key(first, "VALID 0"), key(second, "VALID 0")));
  }

  @Test
  void onlySecureEntryPointsAreNewAnchors() throws IOException {
    SigningKey other = SigningKey.generate(13, false, internet.time.chance());
    roll.shows(first);
    begin(roll.line(first.dnskey()));
    roll.shows(first, other);
    passes(Duration.ofDays(40));
    assertThat(keys()).isEqualTo(keys(key(first, "VALID 0")));
  }

  // §2.4.2

  @Test
  void aRevokedKeyIsForgottenThirtyDaysAfterItIsGone() throws IOException {
    roll.shows(first, second);
    begin(roll.line(first.dnskey()), roll.line(second.dnskey()));
    roll.shows(first.revoked(), second);
    passes(Duration.ofDays(40));
    roll.shows(second);
    passes(Duration.ofDays(28));
    assertThat(keys()).contains(key(first.revoked(), "REVOKED 0"));
    passes(Duration.ofDays(5));
    assertThat(keys()).isEqualTo(keys(key(second, "VALID 0")));
  }

  // §4.2

  @Test
  void aMissingKeyIsStillAnAnchor() throws IOException {
    roll.shows(first, second);
    begin(roll.line(first.dnskey()), roll.line(second.dnskey()));
    roll.shows(first);
    passes(Duration.ofDays(2));
    assertThat(keys()).isEqualTo(keys(key(first, "VALID 0"), key(second, "MISSING 0")));
    roll.shows(second);
    passes(Duration.ofDays(3));
    assertThat(keys()).isEqualTo(keys(key(first, "MISSING 0"), key(second, "VALID 0")));
    assertThat(heard()).isEqualTo("secure");
  }

  @Test
  void aKeyMissingForAYearIsForgottenWhereAnotherIsThere() throws IOException {
    roll.shows(first, second).keyTtl(Duration.ofDays(40)).validFor(Duration.ofDays(60));
    begin(roll.line(first.dnskey()), roll.line(second.dnskey()));
    roll.shows(second);
    passes(Duration.ofDays(366));
    assertThat(keys()).contains(key(first, "MISSING 0"));
    passes(Duration.ofDays(32));
    assertThat(keys()).isEqualTo(keys(key(second, "VALID 0")));
  }

  @Test
  void theLastAnchorsAreKeptHoweverLongTheyAreMissing() throws IOException {
    roll.shows(first).keyTtl(Duration.ofDays(40)).validFor(Duration.ofDays(60));
    begin(roll.line(first.dnskey()));
    roll.shows().signedBy(first);
    passes(Duration.ofDays(800));
    assertThat(keys()).isEqualTo(keys(key(first, "MISSING 0")));
    assertThat(heard()).isEqualTo("secure");
  }

  // §5

  @Test
  void aZoneThatTookBackEveryAnchorCountsAsNeverConfigured() throws IOException {
    roll.shows(first);
    begin(roll.line(first.dnskey()));
    assertThat(heard()).isEqualTo("secure");
    roll.shows(first.revoked());
    passes(Duration.ofDays(1));
    assertThat(heard()).isEqualTo("insecure");
    assertThat(Files.readString(file())).contains("\n;;REVOKED\n", ";;next_probe_time: 0 ;;");
    long asked = askedForKeys();
    passes(Duration.ofDays(100));
    assertThat(askedForKeys()).isEqualTo(asked);
    assertThat(internet.time.nextTimer()).isEmpty();
  }

  @Test
  void aClientsQuestionThatFindsTheLastRevocationIsAnsweredAtOnce() throws IOException {
    roll.shows(first).keyTtl(Duration.ofHours(1));
    begin(roll.line(first.dnskey()));
    internet.resolver().flush(Name.ROOT);
    roll.shows(first.revoked());
    assertThat(heard()).isEqualTo("insecure");
    assertThat(keys()).isEqualTo(keys(key(first.revoked(), "REVOKED 0")));
  }

  @Test
  void itStaysSoAfterARestart() throws IOException {
    roll.shows(first);
    begin(roll.line(first.dnskey()));
    roll.shows(first.revoked());
    passes(Duration.ofDays(2));
    internet.restart();
    long asked = askedForKeys();
    start(List.of());
    passes(Duration.ofDays(2));
    assertThat(heard()).isEqualTo("insecure");
    assertThat(askedForKeys()).isEqualTo(asked);
  }

  @Test
  void anAnchorFurtherUpCountsThen() throws IOException {
    SigningKey rootKey = SigningKey.generate(13, true, internet.time.chance());
    roll.shows(first, second);
    TinyZone plainRoot = TinyZone.of(".", "roll 86400 NS ns.roll", "ns.roll 86400 A 127.53.1.1");
    List<Record> records = new ArrayList<>(plainRoot.records());
    records.add(Record.of(roll.name(), 3600, second.ds(roll.name())));
    RollingZone root = new RollingZone(internet.time, new TinyZone(Name.ROOT, records));
    root.shows(rootKey);
    internet.says("127.53.0.1", root::answer).says("127.53.1.1", roll::answer);
    Files.write(file(), List.of(roll.line(first.dnskey())));
    start(List.of(TrustAnchor.of(Name.ROOT, List.of(rootKey.dnskey()))));
    roll.shows(first.revoked(), second);
    passes(Duration.ofDays(3));
    assertThat(keys()).contains(key(first.revoked(), "REVOKED 0"));
    assertThat(heard()).isEqualTo("secure");
    roll.shows(first.revoked());
    passes(Duration.ofDays(3));
    assertThat(heard()).isEqualTo("dns.bogus.no-matching-ds");
  }

  // Beginnings and ends

  @Test
  void aDigestBecomesTheKeyItIsOf() throws IOException {
    roll.shows(first, second);
    begin(roll.line(first.ds(roll.name())));
    assertThat(keys()).isEqualTo(keys(key(first, "VALID 0"), key(second, "ADDPEND 1")));
    assertThat(heard()).isEqualTo("secure");
  }

  @Test
  void theOperatorsTextStaysUntilItHasProvenItself() throws IOException {
    roll.shows(second);
    begin("; trusted since today", roll.line(first.dnskey()));
    passes(Duration.ofDays(2));
    assertThat(Files.readAllLines(file()))
        .containsExactly("; trusted since today", roll.line(first.dnskey()));
    assertThat(heard()).isEqualTo("dns.bogus.no-matching-ds");
  }

  @Test
  void aServerThatIsSilentTakesNothingAway() throws IOException {
    roll.shows(first);
    begin(roll.line(first.dnskey()));
    internet.silent("127.53.1.1");
    passes(Duration.ofDays(3));
    assertThat(keys()).isEqualTo(keys(key(first, "VALID 0")));
    assertThat(Files.readString(file())).doesNotContain(";;query_failed: 0\n");
    internet.says("127.53.1.1", roll::answer);
    passes(Duration.ofDays(1));
    assertThat(Files.readString(file())).contains(";;query_failed: 0\n");
  }

  @Test
  void validationGoesOnInMemoryWhereTheFileCannotBeWritten() throws IOException {
    roll.shows(first);
    begin(roll.line(first.dnskey()));
    Path elsewhere = Files.move(file(), directory.resolve("elsewhere"));
    List<String> log =
        log(() -> {
          roll.shows(first, second);
          passes(Duration.ofDays(40));
          roll.shows(second);
          passes(Duration.ofDays(3));
          assertThat(heard()).isEqualTo("secure");
        });
    assertThat(log)
        .containsExactly(
            "trust anchors: "
                + file()
                + " cannot be written: no such file or directory;"
                + " validation goes on with those in memory");
    Files.move(elsewhere, file());
    passes(Duration.ofDays(2));
    assertThat(keys()).isEqualTo(keys(key(first, "MISSING 0"), key(second, "VALID 0")));
  }

  /** The lines of the resolver's log about this file. */
  private List<String> log(Runnable what) {
    List<String> lines = new ArrayList<>();
    Logger logger = Logger.getLogger("naru.resolver");
    Handler handler = LogLines.into(lines);
    logger.addHandler(handler);
    what.run();
    logger.removeHandler(handler);
    return lines.stream().filter(line -> line.contains(file().toString())).toList();
  }

  @Test
  void nothingIsLeftRunningAfterTheEnd() throws IOException {
    roll.shows(first);
    begin(roll.line(first.dnskey()));
    internet.resolver().close();
    internet.time.runReady();
    assertThat(internet.time.nextTimer()).isEmpty();
    long asked = askedForKeys();
    internet.time.run("stuck tasks would be named", () -> {});
    assertThat(askedForKeys()).isEqualTo(asked);
  }
}
