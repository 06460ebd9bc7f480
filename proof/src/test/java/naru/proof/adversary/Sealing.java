package naru.proof.adversary;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import naru.dnssec.SigningKey;
import naru.nameserver.SigningPolicy;
import naru.nameserver.SigningPolicy.Denying;
import naru.nameserver.Zone;
import naru.nameserver.ZoneSigner;
import naru.proof.adversary.Seal.Flaw;
import naru.resolver.TrustAnchor;
import naru.wire.Name;
import naru.wire.Record;
import naru.wire.RecordData;
import naru.wire.RecordSet;
import naru.wire.RecordType;

/**
 * Decides which zones of a tree are signed and how, and signs them with our own signer. All runs
 * share a few keys, because making one takes longer than a run; liars have one of their own.
 * Confined to one run, but for the keys.
 */
final class Sealing {
  /** Ed25519 costs the JDK less than P-256 does. */
  private static final List<Integer> ALGORITHMS = List.of(15, 15, 15, 13, 15);

  private static final int LIARS_KEY = 4;
  private static final int SIGNED_ONE_IN = 8;
  private static final Duration LONG_AGO = Duration.ofDays(15);

  /** When every run begins. */
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final Tree tree;
  private final Dice dice;

  Sealing(Tree tree, Dice dice) {
    this.tree = tree;
    this.dice = dice;
  }

  /** The keys of all runs, the same in every process; made when the first signed tree is. */
  private static final class Keys {
    static final List<SigningKey> ALL = make();

    private static List<SigningKey> make() {
      SplittableRandom random = new SplittableRandom(2_026);
      return ALGORITHMS.stream()
          .map(algorithm -> SigningKey.generate(algorithm, true, random::nextBytes))
          .toList();
    }
  }

  // Deciding

  /**
   * Most trees are not signed: signing and checking cost twenty times what the rest of a run does.
   */
  void decide() {
    if (!dice.oneIn(SIGNED_ONE_IN)) {
      return;
    }
    int signed = dice.any(List.of(600, 950, 1000));
    int flawed = dice.any(List.of(0, 0, 150));
    for (PlannedZone zone : tree.zones()) {
      if (zone.isRoot() || dice.permille(signed)) {
        zone.seal = seal(zone, flawed);
        vouch(zone);
      }
    }
    if (dice.oneIn(3)) {
      tap();
    }
  }

  private void tap() {
    int tapped = dice.any(List.of(100, 400));
    for (Machine machine : tree.machines()) {
      machine.tapped = !machine.liar && dice.permille(tapped);
    }
  }

  private Seal seal(PlannedZone zone, int flawed) {
    Denying denying =
        dice.any(List.of(Denying.NSEC, Denying.NSEC, Denying.NSEC3, Denying.NSEC3_OPT_OUT));
    Flaw flaw =
        !zone.isRoot() && dice.permille(flawed)
            ? dice.any(List.of(Flaw.NO_DS, Flaw.WRONG_DS, Flaw.EXPIRED, Flaw.NOT_SIGNED))
            : Flaw.NONE;
    return new Seal(Optional.of(denying), flaw, zone.lies ? LIARS_KEY : dice.below(LIARS_KEY));
  }

  private static void vouch(PlannedZone zone) {
    if (zone.seal.isVouchedFor()) {
      zone.parent.ifPresent(
          parent -> parent.records.add(Record.of(zone.name, zone.serverTtl, ds(zone))));
    }
  }

  private static RecordData.Ds ds(PlannedZone zone) {
    int other = zone.seal.flaw() == Flaw.WRONG_DS ? (zone.seal.key() + 1) % LIARS_KEY : -1;
    return Keys.ALL.get(other < 0 ? zone.seal.key() : other).ds(zone.name);
  }

  // Signing

  /** The zones as servers have them. */
  static Map<PlannedZone, Zone> zones(Tree tree) {
    Map<PlannedZone, Zone> zones = new HashMap<>();
    for (PlannedZone zone : tree.zones()) {
      Zone plain = Zone.of(zone.name, zone.records).orThrow();
      zones.put(zone, zone.seal.isSigned() ? signed(zone, plain) : plain);
    }
    return zones;
  }

  private static Zone signed(PlannedZone zone, Zone plain) {
    SigningPolicy policy = SigningPolicy.USUAL.denyingBy(zone.seal.denying().orElseThrow());
    ZoneSigner signer = new ZoneSigner(List.of(Keys.ALL.get(zone.seal.key())), policy);
    boolean expired = zone.seal.flaw() == Flaw.EXPIRED;
    return signer.sign(plain, expired ? START.minus(LONG_AGO) : START);
  }

  /** The key that a signed zone has at its apex, for as long as its SOA record lives. */
  static Optional<Record> key(PlannedZone zone) {
    long ttl =
        zone.records.stream()
            .filter(record -> record.type().equals(RecordType.SOA))
            .mapToLong(Record::ttlSeconds)
            .findFirst()
            .orElse(0);
    return Optional.of(zone)
        .filter(each -> each.seal.isSigned())
        .map(each -> Record.of(each.name, ttl, Keys.ALL.get(each.seal.key()).dnskey()));
  }

  /** Where chains of trust begin: at the root, where it is signed. */
  static List<TrustAnchor> anchors(Tree tree) {
    if (!tree.root().seal.isSigned()) {
      return List.of();
    }
    RecordData.Ds ds = Keys.ALL.get(tree.root().seal.key()).ds(Name.ROOT);
    return List.of(new TrustAnchor(Name.ROOT, List.of(ds), List.of()));
  }

  // What liars sign

  /** A signature over a set with the liars' key, which nobody honest vouches for. */
  static Record signedByLiars(RecordSet set, Name signer) {
    return Keys.ALL.get(LIARS_KEY).sign(set, signer, START.minusSeconds(60), START.plus(LONG_AGO));
  }

  /** The liars' key as if it were that of a zone, signed by itself. */
  static List<Record> keysOfLiars(Name zone) {
    Record key = Record.of(zone, 3600, Keys.ALL.get(LIARS_KEY).dnskey());
    return List.of(key, signedByLiars(RecordSet.of(List.of(key)), zone));
  }
}
