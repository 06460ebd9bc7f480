package naru.nameserver;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import naru.dnssec.AlgorithmPolicy;
import naru.dnssec.Checked;
import naru.dnssec.SignatureCheck;
import naru.dnssec.SigningKey;
import naru.wire.Edns;
import naru.wire.Message;
import naru.wire.Name;
import naru.wire.Question;
import naru.wire.Rcode;
import naru.wire.Record;
import naru.wire.RecordData;
import naru.wire.RecordSet;
import naru.wire.RecordType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random zones, signed, and asked with DO: each answer says what {@link NaiveServer} says, each set
 * of it carries a good signature, and what is not there is proven as {@link ProofReader} reads it.
 */
class SignedDifferentialTest {
  private static final int SEEDS = 25;
  private static final int QUESTIONS = 30;
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final SigningKey KEY =
      SigningKey.generate(15, true, new SplittableRandom(5)::nextBytes);
  private static final SignatureCheck CHECK = new SignatureCheck(AlgorithmPolicy.MODERN);

  private static final Set<RecordType> ADDED =
      Set.of(RecordType.RRSIG, RecordType.NSEC, RecordType.NSEC3);

  private static final RecordType[] TYPES = {
    RecordType.A,
    RecordType.TXT,
    RecordType.NS,
    RecordType.CNAME,
    RecordType.MX,
    RecordType.DS,
    RecordType.SOA,
  };

  /** What was seen over all seeds, so that the test cannot pass by seeing nothing. */
  private enum Seen {
    SIGNED,
    EXPANDED,
    NO_NAME,
    NO_DATA,
    SECURE_REFERRAL,
    INSECURE_REFERRAL
  }

  private final Map<Object, Checked> checked = new HashMap<>();
  private final Set<Seen> seen = EnumSet.noneOf(Seen.class);

  @ParameterizedTest
  @EnumSource
  void eachAnswerIsProven(SigningPolicy.Denying denying) {
    for (int seed = 0; seed < SEEDS; seed++) {
      SplittableRandom chance = new SplittableRandom(seed);
      Map<Name, List<Record>> zones = RandomZones.zones(chance);
      zones.values().forEach(records -> records.removeIf(SignedDifferentialTest::isUndefined));
      AuthoritativeServer server = server(zones, denying);
      for (int i = 0; i < QUESTIONS; i++) {
        Question question =
            Question.of(Name.of(RandomZones.anyName(chance)), TYPES[chance.nextInt(TYPES.length)]);
        Message answer = ask(server, question);
        String what = denying + ", seed " + seed + ", " + question + "\n" + answer;
        assertThat(said(answer)).as(what).isEqualTo(NaiveServer.ask(zones, question));
        new Reading(zones.keySet(), question, answer, what).follow();
      }
    }
    assertThat(seen).containsExactlyInAnyOrder(Seen.values());
  }

  /** RFC 4592 §4.2: what servers at a wildcard mean, nobody knows. */
  private static boolean isUndefined(Record each) {
    return each.owner().isWildcard() && each.type().equals(RecordType.NS);
  }

  private static AuthoritativeServer server(
      Map<Name, List<Record>> zones, SigningPolicy.Denying denying) {
    Map<Name, ZoneSigner> signers = new LinkedHashMap<>();
    List<Zone> unsigned = new ArrayList<>();
    zones.forEach((origin, records) -> {
      unsigned.add(Zone.of(origin, records).orThrow());
      signers.put(origin, new ZoneSigner(List.of(KEY), SigningPolicy.USUAL.denyingBy(denying)));
    });
    List<Zone> signed = new ZoneSigning(signers).sign(unsigned, NOW);
    ZoneStore store = ZoneStore.of(signed.toArray(Zone[]::new));
    return new AuthoritativeServer(ServerIdentity.HIDDEN, store);
  }

  private static Message ask(AuthoritativeServer server, Question question) {
    Message query = Message.query(question).edit().edns(Edns.plain().withDnssecOk(true)).build();
    return server.answer(query).orElseThrow();
  }

  /** Without what signing adds. */
  private static NaiveServer.Said said(Message answer) {
    boolean referral = !answer.flags().authoritative();
    return new NaiveServer.Said(
        answer.rcode(),
        answer.flags().authoritative(),
        bare(answer.answers(), false),
        bare(answer.authorities(), referral),
        bare(answer.additionals(), false));
  }

  private static Set<Record> bare(List<Record> section, boolean referral) {
    return section.stream()
        .filter(r -> !ADDED.contains(r.type()))
        .filter(r -> !r.type().equals(RecordType.DS) || !referral && isData(section, r))
        .collect(Collectors.toSet());
  }

  /** A DS record in the authority section stands beside the NS records of a referral. */
  private static boolean isData(List<Record> section, Record ds) {
    return section.stream()
        .noneMatch(r -> r.type().equals(RecordType.NS) && r.owner().equals(ds.owner()));
  }

  /** One answer, followed along its aliases. */
  private final class Reading {
    private final Set<Name> origins;
    private final Question question;
    private final Message answer;
    private final String what;

    Reading(Set<Name> origins, Question question, Message answer, String what) {
      this.origins = origins;
      this.question = question;
      this.answer = answer;
      this.what = what;
    }

    void follow() {
      Set<Name> passed = new HashSet<>();
      Optional<Name> here = Optional.of(question.name());
      while (here.isPresent() && passed.add(here.orElseThrow())) {
        here = at(here.orElseThrow());
      }
    }

    /** Checks what is said of one name; where it leads. */
    private Optional<Name> at(Name name) {
      if (origins.stream().noneMatch(name::isAtOrBelow)) {
        return Optional.empty();
      }
      Optional<RecordSet> dname = dname(name);
      dname.ifPresent(set -> signed(answer.answers(), set));
      Optional<RecordSet> found = set(answer.answers(), name, question.type());
      if (found.isPresent()) {
        if (dname.isEmpty()) {
          signed(answer.answers(), found.orElseThrow());
        }
        return Optional.empty();
      }
      Optional<RecordSet> cname = set(answer.answers(), name, RecordType.CNAME);
      if (cname.isPresent()) {
        if (dname.isEmpty()) {
          signed(answer.answers(), cname.orElseThrow());
        }
        return cname.orElseThrow().values().map(d -> ((RecordData.Cname) d).target()).findFirst();
      }
      if (!answer.rcode().equals(Rcode.YXDOMAIN)) {
        denied(name);
      }
      return Optional.empty();
    }

    private Optional<RecordSet> dname(Name name) {
      return RecordSet.group(answer.answers()).stream()
          .filter(s -> s.type().equals(RecordType.DNAME) && name.isBelow(s.owner()))
          .findFirst();
    }

    private void denied(Name name) {
      Optional<RecordSet> soa =
          RecordSet.group(answer.authorities()).stream()
              .filter(s -> s.type().equals(RecordType.SOA))
              .findFirst();
      if (soa.isEmpty()) {
        referral();
        return;
      }
      signed(answer.authorities(), soa.orElseThrow());
      ProofReader proofs = proofs(soa.orElseThrow().owner());
      if (answer.rcode().equals(Rcode.NXDOMAIN)) {
        assertThat(proofs.noName(name)).as(what).isTrue();
        seen.add(Seen.NO_NAME);
      } else {
        assertThat(proofs.noData(name, question.type())).as(what).isTrue();
        seen.add(Seen.NO_DATA);
      }
    }

    private void referral() {
      RecordSet servers =
          RecordSet.group(answer.authorities()).stream()
              .filter(s -> s.type().equals(RecordType.NS))
              .findFirst()
              .orElseThrow();
      assertThat(signatures(answer.authorities(), servers)).as(what).isEmpty();
      Optional<RecordSet> ds = set(answer.authorities(), servers.owner(), RecordType.DS);
      if (ds.isPresent()) {
        signed(answer.authorities(), ds.orElseThrow());
        seen.add(Seen.SECURE_REFERRAL);
      } else {
        Name parent = zoneAbove(servers.owner());
        assertThat(proofs(parent).noData(servers.owner(), RecordType.DS)).as(what).isTrue();
        seen.add(Seen.INSECURE_REFERRAL);
      }
    }

    private Name zoneAbove(Name cut) {
      return origins.stream()
          .filter(cut::isBelow)
          .max(java.util.Comparator.comparingInt(Name::labelCount))
          .orElseThrow();
    }

    /** The proofs of a zone, each with a good signature; never more than three. */
    private ProofReader proofs(Name origin) {
      RecordSet.group(answer.authorities()).stream()
          .filter(s -> s.type().equals(RecordType.NSEC) || s.type().equals(RecordType.NSEC3))
          .forEach(s -> signed(answer.authorities(), s));
      ProofReader proofs = new ProofReader(origin, answer.authorities());
      assertThat(proofs.count()).as(what).isPositive();
      return proofs;
    }

    private void signed(List<Record> section, RecordSet set) {
      List<RecordData.Rrsig> signatures = signatures(section, set);
      assertThat(signatures).as(what).hasSize(1);
      RecordData.Rrsig signature = signatures.getFirst();
      assertThat(check(set, signature)).as(what).isEqualTo(new Checked.Good());
      int labels = set.owner().labelCount() - (set.owner().isWildcard() ? 1 : 0);
      if (signature.labels() < labels) {
        ProofReader proofs = proofs(signature.signer());
        assertThat(proofs.expanded(set.owner(), signature.labels())).as(what).isTrue();
        seen.add(Seen.EXPANDED);
      }
      seen.add(Seen.SIGNED);
    }
  }

  /** Each signature once: the same come in many answers. */
  private Checked check(RecordSet set, RecordData.Rrsig signature) {
    return checked.computeIfAbsent(
        Map.entry(set, signature), _ -> CHECK.check(set, signature, KEY.dnskey()));
  }

  private static List<RecordData.Rrsig> signatures(List<Record> section, RecordSet set) {
    return set(section, set.owner(), RecordType.RRSIG).stream()
        .flatMap(RecordSet::values)
        .map(RecordData.Rrsig.class::cast)
        .filter(rrsig -> rrsig.covered().equals(set.type()))
        .toList();
  }

  private static Optional<RecordSet> set(List<Record> section, Name owner, RecordType type) {
    List<Record> found =
        section.stream().filter(r -> r.owner().equals(owner) && r.type().equals(type)).toList();
    return found.isEmpty() ? Optional.empty() : Optional.of(RecordSet.of(found));
  }
}
