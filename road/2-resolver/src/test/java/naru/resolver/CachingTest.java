package naru.resolver;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import naru.resolver.ResolverConfig.CacheBounds;
import naru.wire.Message;
import naru.wire.Name;
import naru.wire.RecordType;
import org.junit.jupiter.api.Test;

/** RFC 2308 (denials), RFC 2181 (ranks), RFC 9520 (failures), and the bounds of the cache. */
class CachingTest {
  @Test
  void rfc2308Section5ANameThatDoesNotExistIsRememberedByTheSoasMinimum() {
    TinyInternet internet = TinyInternet.usual();
    assertThat(internet.walk("no.naru.test", RecordType.A).outcome()).isEqualTo("NXDOMAIN");
    internet.passes(Duration.ofSeconds(20));
    var again = internet.walk("no.naru.test", RecordType.TXT);
    assertThat(again.outcome()).isEqualTo("NXDOMAIN");
    assertThat(again.steps()).isEmpty();
    // SOA TTL 600, minimum 60: the lesser, less what has passed.
    assertThat(again.resolved().authorityRecords(false))
        .singleElement()
        .matches(soa -> soa.type().equals(RecordType.SOA) && soa.ttlSeconds() == 40);
    internet.passes(Duration.ofSeconds(41));
    assertThat(internet.walk("no.naru.test", RecordType.A).steps()).hasSize(1);
  }

  @Test
  void rfc2308Section22ATypeThatDoesNotExistIsRememberedAlone() {
    TinyInternet internet = TinyInternet.usual();
    var walk = internet.walk("web.naru.test", RecordType.AAAA);
    assertThat(walk.outcome()).isEqualTo("NOERROR");
    assertThat(walk.answer()).isEmpty();
    assertThat(walk.stations().getLast()).endsWith("no-data");
    assertThat(internet.walk("web.naru.test", RecordType.AAAA).steps()).isEmpty();
    assertThat(internet.walk("web.naru.test", RecordType.A).steps()).hasSize(1);
  }

  @Test
  void anEmptyNonTerminalExists() {
    assertThat(TinyInternet.usual().walk("deep.naru.test", RecordType.A).outcome())
        .isEqualTo("NOERROR");
  }

  @Test
  void rfc6604Section3TheRcodeIsThatOfTheLastName() {
    TinyInternet internet = TinyInternet.usual();
    TinyZone zone = TinyZone.of("naru.test", "a.naru.test 300 CNAME nobody.example");
    internet.serve("127.53.2.1", zone).serve("127.53.2.2", zone);
    var walk = internet.walk("a.naru.test", RecordType.A);
    assertThat(walk.outcome()).isEqualTo("NXDOMAIN");
    assertThat(walk.answer()).containsExactly("a.naru.test. 300 IN CNAME nobody.example.");
  }

  @Test
  void rfc2181Section541WhatIsBehindAnAliasNeverReplacesTheZonesOwnWord() {
    TinyInternet internet = TinyInternet.usual();
    internet.walk("web.naru.test", RecordType.A);
    TinyZone other =
        TinyZone.of(
            "naru.test",
            "www.naru.test 300 CNAME web.naru.test",
            "web.naru.test 900 A 203.0.113.66");
    internet.serve("127.53.2.1", other).serve("127.53.2.2", other);
    internet.walk("www.naru.test", RecordType.A);
    assertThat(internet.walk("web.naru.test", RecordType.A).answer().getFirst())
        .endsWith("198.51.100.1");
  }

  @Test
  void rfc2181Section541GlueIsNeverAnAnswer() {
    TinyInternet internet = TinyInternet.usual();
    internet.walk("web.naru.test", RecordType.A);
    var walk = internet.walk("ns1.naru.test", RecordType.A);
    assertThat(walk.steps()).hasSize(1);
    assertThat(walk.stations().getFirst()).endsWith("answer");
  }

  @Test
  void rfc9520AFailureIsRememberedForASecondThenForTwo() {
    TinyInternet internet = TinyInternet.usual();
    internet.says(
        "127.53.0.1", query -> Message.answerTo(query).rcode(naru.wire.Rcode.REFUSED).build());
    internet.walk("web.naru.test", RecordType.A);
    int first = internet.journal.size();
    var cached = internet.walk("web.naru.test", RecordType.A);
    assertThat(cached.outcome()).isEqualTo("dns.lame");
    assertThat(cached.resolved().errors())
        .extracting(ExtendedError::infoCode)
        .containsExactly(22, 13);
    assertThat(internet.journal).hasSize(first);
    internet.passes(Duration.ofMillis(1100)).walk("web.naru.test", RecordType.A);
    assertThat(internet.journal).hasSize(first + 1);
    internet.passes(Duration.ofMillis(1100)).walk("web.naru.test", RecordType.A);
    assertThat(internet.journal).hasSize(first + 1);
    internet.passes(Duration.ofSeconds(1)).walk("web.naru.test", RecordType.A);
    assertThat(internet.journal).hasSize(first + 2);
  }

  @Test
  void theCacheIsBoundedByEntriesAndOctets() {
    CacheBounds few = new CacheBounds(32, 1 << 20, 0, 86_400, 0, 10_800);
    CacheBounds small = new CacheBounds(100_000, 32_000, 0, 86_400, 0, 10_800);
    assertThat(entriesAfterAFlood(few)).isLessThanOrEqualTo(32);
    assertThat(entriesAfterAFlood(small)).isBetween(10, 32_000 / 256);
  }

  private static int entriesAfterAFlood(CacheBounds bounds) {
    TinyInternet internet = TinyInternet.usual().configured(c -> c.withCache(bounds));
    for (int i = 0; i < 300; i++) {
      internet.walk("n" + i + ".naru.test", RecordType.A);
    }
    return internet.resolver().cacheEntries();
  }

  @Test
  void flushForgetsANameAndWhatIsBelow() {
    TinyInternet internet = TinyInternet.usual();
    internet.walk("web.naru.test", RecordType.A);
    internet.walk("web.example", RecordType.A);
    assertThat(internet.resolver().dump())
        .containsExactly(
            "web.example. 300 IN A 198.51.100.7 ; answer, unchecked",
            "web.naru.test. 300 IN A 198.51.100.1 ; answer, unchecked");
    internet.resolver().flush(Name.of("naru.test"));
    assertThat(internet.resolver().dump()).hasSize(1);
    assertThat(internet.walk("web.naru.test", RecordType.A).steps()).hasSize(2);
  }

  @Test
  void aDayIsTheLongestLife() {
    TinyInternet internet = TinyInternet.usual();
    TinyZone zone = TinyZone.of("naru.test", "web.naru.test 99999999 A 192.0.2.5");
    internet.serve("127.53.2.1", zone).serve("127.53.2.2", zone);
    for (int i = 0; i < 2; i++) {
      assertThat(internet.walk("web.naru.test", RecordType.A).answer().getFirst())
          .startsWith("web.naru.test. 86400 ");
    }
  }
}
