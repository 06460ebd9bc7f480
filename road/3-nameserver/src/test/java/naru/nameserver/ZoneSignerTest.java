package naru.nameserver;

import static naru.nameserver.Records.a;
import static naru.nameserver.Records.dname;
import static naru.nameserver.Records.ns;
import static naru.nameserver.Records.rrsig;
import static naru.nameserver.Records.soa;
import static naru.nameserver.Records.txt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import naru.dnssec.AlgorithmPolicy;
import naru.dnssec.Checked;
import naru.dnssec.DsDigest;
import naru.dnssec.SignatureCheck;
import naru.dnssec.SigningKey;
import naru.wire.Name;
import naru.wire.Record;
import naru.wire.RecordData;
import naru.wire.RecordSet;
import naru.wire.RecordType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A zone as its signer leaves it (RFC 4035 §2). */
class ZoneSignerTest {
  private static final SignatureCheck CHECK = new SignatureCheck(AlgorithmPolicy.MODERN);

  private static SigningKey key(int algorithm, boolean entry, long seed) {
    return SigningKey.generate(algorithm, entry, new SplittableRandom(seed)::nextBytes);
  }

  private static Zone sign(Zone zone, SigningKey... keys) {
    return new ZoneSigner(List.of(keys), SigningPolicy.USUAL).sign(zone, SignedWorld.NOW);
  }

  /** The key tags that signed each set, as {@code owner type}. */
  private static Map<String, List<Integer>> tags(Zone zone) {
    return zone.records()
        .filter(r -> r.type().equals(RecordType.RRSIG))
        .collect(
            Collectors.groupingBy(
                r -> r.owner().toHost() + " " + rrsigOf(r).covered(),
                Collectors.mapping(r -> rrsigOf(r).keyTag(), Collectors.toList())));
  }

  private static RecordData.Rrsig rrsigOf(Record record) {
    return (RecordData.Rrsig) record.data().orThrow();
  }

  @ParameterizedTest
  @EnumSource
  void eachAuthoritativeSetAndNoOtherIsSignedWell(SigningPolicy.Denying denying) {
    Zone zone = SignedWorld.signer(denying).sign(SignedWorld.unsigned(), SignedWorld.NOW);
    assertThat(zone.isSigned()).isTrue();
    List<RecordSet> sets = RecordSet.group(zone.records().toList());
    List<String> unsigned = new ArrayList<>();
    for (RecordSet set : sets) {
      if (!set.type().equals(RecordType.RRSIG) && !isSigned(set, sets)) {
        unsigned.add(set.owner().toHost() + " " + set.type());
      }
    }
    assertThat(unsigned)
        .containsExactlyInAnyOrder(
            "a.example NS", "ns1.a.example A", "b.example NS", "ns1.b.example A");
  }

  private static boolean isSigned(RecordSet set, List<RecordSet> sets) {
    return sets.stream()
        .filter(s -> s.owner().equals(set.owner()) && s.type().equals(RecordType.RRSIG))
        .flatMap(RecordSet::values)
        .map(RecordData.Rrsig.class::cast)
        .filter(rrsig -> rrsig.covered().equals(set.type()))
        .anyMatch(
            rrsig -> CHECK.check(set, rrsig, SignedWorld.KEY.dnskey()).equals(new Checked.Good()));
  }

  @Test
  void signaturesHaveTheirTime() {
    Zone zone = sign(SignedWorld.unsigned(), SignedWorld.KEY);
    assertThat(zone.records().filter(r -> r.type().equals(RecordType.RRSIG)))
        .isNotEmpty()
        .allSatisfy(record -> {
          long now = SignedWorld.NOW.getEpochSecond();
          assertThat(rrsigOf(record).inception()).isEqualTo(now - 3600);
          assertThat(rrsigOf(record).expiration()).isEqualTo(now + 14 * 86_400);
        });
  }

  @Test
  void keysThatTheParentVouchesForSignKeysOnly() {
    SigningKey entry = key(13, true, 1);
    SigningKey other = key(13, false, 2);
    Map<String, List<Integer>> tags = tags(sign(SignedWorld.unsigned(), entry, other));
    assertThat(tags.get("example DNSKEY")).containsExactly(entry.keyTag());
    assertThat(tags.get("example SOA")).containsExactly(other.keyTag());
    assertThat(tags.get("xx.example NSEC")).containsExactly(other.keyTag());
    ZoneSigner signer = new ZoneSigner(List.of(entry, other), SigningPolicy.USUAL);
    assertThat(signer.ds(Name.of("example")))
        .allMatch(ds -> DsDigest.matches(Name.of("example"), ds, entry.dnskey()))
        .hasSize(1);
  }

  /** RFC 4035 §2.2: each algorithm of the keys signs each set. */
  @Test
  void eachAlgorithmSignsEachSet() {
    SigningKey one = key(13, true, 1);
    SigningKey two = key(15, true, 2);
    SigningKey three = key(15, false, 3);
    Map<String, List<Integer>> tags = tags(sign(SignedWorld.unsigned(), one, two, three));
    assertThat(tags.get("example DNSKEY")).containsExactlyInAnyOrder(one.keyTag(), two.keyTag());
    assertThat(tags.get("example SOA")).containsExactlyInAnyOrder(one.keyTag(), three.keyTag());
  }

  @Test
  void parentsVouchForTheirSignedChildren() {
    ZoneSigner signer = SignedWorld.signer(SigningPolicy.Denying.NSEC);
    Zone parent = SignedWorld.unsigned();
    Zone child = Records.zone("b.example", a("www.b.example", "192.0.2.1"));
    Zone grandchild = Records.zone("c.b.example", a("www.c.b.example", "192.0.2.1"));
    ZoneSigning signing = new ZoneSigning(Map.of(parent.origin(), signer, child.origin(), signer));
    List<Zone> signed = signing.sign(List.of(parent, child, grandchild), SignedWorld.NOW);
    Asked server = Asked.of(signed.getFirst());
    Record ds = server.askSecurely("www.b.example", RecordType.A).authorities().get(1);
    assertThat(ds.data().orThrow()).isEqualTo(signer.ds(child.origin()).getFirst());
    assertThat(signed.get(1).isSigned()).isTrue();
    assertThat(signed.get(2).isSigned()).isFalse();
  }

  @Test
  void signingAgainLeavesNothingOfTheFirstTime() {
    Zone once =
        SignedWorld.signer(SigningPolicy.Denying.NSEC3)
            .sign(SignedWorld.unsigned(), SignedWorld.NOW);
    Zone again = sign(once, SignedWorld.KEY);
    Zone directly = sign(SignedWorld.unsigned(), SignedWorld.KEY);
    assertThat(again.records()).containsExactlyElementsOf(directly.records().toList());
  }

  @Test
  void signaturesOfOthersGoAndTheirKeysStay() {
    SigningKey other = key(13, false, 9);
    Zone zone =
        Records.zone(
            "naru.test",
            a("www.naru.test", "192.0.2.1"),
            rrsig("www.naru.test", RecordType.A, "naru.test"),
            Records.of("naru.test", other.dnskey()));
    Zone signed = sign(zone, SignedWorld.KEY);
    assertThat(tags(signed).get("www.naru.test A")).containsExactly(SignedWorld.KEY.keyTag());
    assertThat(signed.records().filter(r -> r.type().equals(RecordType.DNSKEY))).hasSize(2);
  }

  @Test
  void whatIsHiddenIsNeitherSignedNorChained() {
    Zone zone =
        Records.zone(
            "naru.test",
            dname("old.naru.test", "new.test"),
            txt("below.old.naru.test", "hidden"),
            ns("child.naru.test", "ns.child.naru.test"),
            txt("www.child.naru.test", "hidden"));
    Map<String, List<Integer>> tags = tags(sign(zone, SignedWorld.KEY));
    assertThat(tags).containsKeys("old.naru.test DNAME", "child.naru.test NSEC");
    assertThat(tags.keySet()).noneMatch(key -> key.matches("(below|www).*|.*child\\S* NS"));
  }

  @Test
  void theRootIsSignedLikeAnyOther() {
    Zone root =
        Zone.of(Name.ROOT, List.of(soa("."), ns(".", "a.root"), a("a.root", "192.0.2.1")))
            .orThrow();
    Asked server = Asked.of(sign(root, SignedWorld.KEY));
    assertThat(server.askSecurely("zone", RecordType.A).authorities())
        .filteredOn(r -> r.type().equals(RecordType.NSEC))
        .extracting(Record::owner)
        .containsExactly(Name.of("a.root"), Name.ROOT);
  }

  @Test
  void aSignerNeedsAKeyAndTimeToRenew() {
    assertThatThrownBy(() -> new ZoneSigner(List.of(), SigningPolicy.USUAL))
        .isInstanceOf(IllegalArgumentException.class);
    Duration day = Duration.ofDays(1);
    assertThatThrownBy(() -> new SigningPolicy(SigningPolicy.Denying.NSEC, day, day))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** A zone of thousands of names is served at once: its signatures are made when asked for. */
  @Test
  void signaturesAreMadeWhenFirstAsked() {
    Record[] many = new Record[5_000];
    java.util.Arrays.setAll(many, i -> a("n" + i + ".naru.test", "192.0.2.1"));
    List<Name> made = new ArrayList<>();
    Zone zone = Records.zone("naru.test", many);
    Signing signing =
        new Signing(
            zone,
            List.of(SignedWorld.KEY.dnskey()),
            set -> {
              made.add(set.owner());
              return RecordSet.of(List.of(rrsig(set.owner().toHost(), set.type(), "naru.test")));
            });
    Asked server = Asked.of(signing.sign(Map.of(), SigningPolicy.Denying.NSEC));
    assertThat(made).isEmpty();
    server.askSecurely("n77.naru.test", RecordType.A);
    server.askSecurely("n77.naru.test", RecordType.A);
    assertThat(made).containsExactly(Name.of("n77.naru.test"));
  }
}
