package naru.resolver.validation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import naru.resolver.Limits;
import naru.resolver.SignedSet;
import naru.time.Time;
import naru.wire.Name;
import naru.wire.Question;
import naru.wire.RecordData.Nsec3;
import naru.wire.RecordType;

/**
 * The links of one zone's chains that are known, in their order. Thread-safe: each map by itself; a
 * proof that is put together while links change holds as far as each of its links does.
 */
final class ZoneChain {
  private static final long SECOND = 1_000_000_000L;

  private final Name zone;
  private final Time time;
  private final ConcurrentNavigableMap<Name, Stored<NsecProof.Link>> nsec =
      new ConcurrentSkipListMap<>();
  private final ConcurrentNavigableMap<byte[], Stored<Nsec3Proof.Link>> nsec3 =
      new ConcurrentSkipListMap<>(Arrays::compareUnsigned);
  private final ConcurrentNavigableMap<byte[], Stored<Nsec3Proof.Link>> optOut =
      new ConcurrentSkipListMap<>(Arrays::compareUnsigned);
  private volatile Optional<Nsec3> hashing = Optional.empty();
  private volatile Optional<Stored<Name>> soa = Optional.empty();

  ZoneChain(Name zone, Time time) {
    this.zone = zone;
    this.time = time;
  }

  /** A link, the set it was read from, and when that ends. */
  private record Stored<L>(L link, SignedSet set, long storedNanos, long lifeSeconds) {
    long leftSeconds(long now) {
      return lifeSeconds - age(now);
    }

    SignedSet at(long now) {
      return set.withTtl(set.ttlSeconds() - age(now));
    }

    private long age(long now) {
      return (now - storedNanos) / SECOND;
    }
  }

  private <L> Stored<L> stored(L link, SignedSet set, long mostSeconds) {
    return new Stored<>(link, set, time.nanos(), Math.min(set.ttlSeconds(), mostSeconds));
  }

  private boolean isLive(Stored<?> stored) {
    return stored.leftSeconds(time.nanos()) > 0;
  }

  void learn(List<SignedSet> proof) {
    // RFC 9077 §3: links live no longer than the SOA beside them lets a denial live.
    long most = Long.MAX_VALUE;
    for (SignedSet set : proof) {
      if (set.set().type().equals(RecordType.SOA)) {
        soa = Optional.of(stored(zone, set, Long.MAX_VALUE));
        most = set.ttlSeconds();
      }
    }
    for (SignedSet set : proof) {
      // RFC 4035 §5.3.4: a link that a wildcard made belongs nowhere in the chain.
      if (!set.isExpanded()) {
        learn(set, most);
      }
    }
  }

  private void learn(SignedSet set, long mostSeconds) {
    NsecProof.links(zone, set.set())
        .forEach(link -> keep(nsec, link.owner(), stored(link, set, mostSeconds)));
    Nsec3Proof.links(zone, set.set()).forEach(link -> learn(link, stored(link, set, mostSeconds)));
  }

  private void learn(Nsec3Proof.Link link, Stored<Nsec3Proof.Link> stored) {
    if (hashing.filter(known -> Nsec3Proof.sameHash(known, link.data())).isEmpty()) {
      nsec3.clear();
      optOut.clear();
      hashing = Optional.of(link.data());
    }
    // RFC 8198 §5.2: an opt-out span proves nothing about other names, but for their delegations.
    keep(link.isOptOut() ? optOut : nsec3, link.hash(), stored);
  }

  private <K, L> void keep(ConcurrentNavigableMap<K, Stored<L>> links, K key, Stored<L> stored) {
    links.put(key, stored);
    if (links.size() > Limits.LINKS_A_ZONE) {
      links.values().removeIf(each -> !isLive(each));
      while (links.size() > Limits.LINKS_A_ZONE) {
        links.pollFirstEntry();
      }
    }
  }

  /** What the known links prove of the question. */
  Optional<KnownChains.Denied> find(Question question, Work work) {
    Optional<Stored<Name>> apex = soa.filter(this::isLive);
    return apex.isEmpty()
        ? Optional.empty()
        : byNsec(question, apex.get()).or(() -> byNsec3(question, apex.get(), work));
  }

  private Optional<KnownChains.Denied> byNsec(Question question, Stored<Name> apex) {
    List<Stored<?>> used = new ArrayList<>(List.of(apex));
    NsecProof proof = new NsecProof(zone, name -> near(before(name), used));
    if (proof.hasNoName(question.name())) {
      return denied(true, used);
    }
    return proof.hasNoData(question) ? denied(false, used) : Optional.empty();
  }

  private Optional<KnownChains.Denied> byNsec3(Question question, Stored<Name> apex, Work work) {
    if (nsec3.isEmpty()) {
      return Optional.empty();
    }
    List<Stored<?>> used = new ArrayList<>(List.of(apex));
    Nsec3Proof proof = new Nsec3Proof(zone, hashing, hash -> near(before(nsec3, hash), used), work);
    if (proof.noName(question.name()) == DenialCheck.Proof.PROVEN) {
      return denied(true, used);
    }
    return proof.noData(question) == DenialCheck.Proof.PROVEN
        ? denied(false, used)
        : Optional.empty();
  }

  private Optional<Stored<NsecProof.Link>> before(Name name) {
    return Optional.ofNullable(nsec.floorEntry(name)).map(Map.Entry::getValue);
  }

  /** The last link covers what is before the first. */
  private static Optional<Stored<Nsec3Proof.Link>> before(
      ConcurrentNavigableMap<byte[], Stored<Nsec3Proof.Link>> links, byte[] hash) {
    return Optional.ofNullable(links.floorEntry(hash))
        .or(() -> Optional.ofNullable(links.lastEntry()))
        .map(Map.Entry::getValue);
  }

  private <L> Stream<L> near(Optional<Stored<L>> found, List<Stored<?>> used) {
    return found.filter(this::isLive).stream().peek(used::add).map(Stored::link);
  }

  private Optional<KnownChains.Denied> denied(boolean noName, List<Stored<?>> used) {
    long now = time.nanos();
    List<SignedSet> proof = used.stream().map(each -> each.at(now)).distinct().toList();
    return Optional.of(new KnownChains.Denied(noName, proof));
  }

  /** What is known of a cut, and for how long. */
  record Seen(DenialCheck.Cut cut, long ttlSeconds) {}

  /** What the known links say of a cut at {@code name}; empty where they say nothing. */
  Optional<Seen> cutAt(Name name, Work work) {
    List<Stored<?>> used = new ArrayList<>();
    NsecProof proof = new NsecProof(zone, each -> near(before(each), used));
    DenialCheck.Cut cut = proof.cutAt(name);
    if (cut == DenialCheck.Cut.UNPROVEN && hashing.isPresent()) {
      used.clear();
      cut =
          new Nsec3Proof(zone, hashing, hash -> nearAny(hash, used), work)
              .cutAt(Question.of(name, RecordType.DS));
    }
    long now = time.nanos();
    long left = used.stream().mapToLong(each -> each.leftSeconds(now)).min().orElse(0);
    return cut == DenialCheck.Cut.UNPROVEN ? Optional.empty() : Optional.of(new Seen(cut, left));
  }

  private Stream<Nsec3Proof.Link> nearAny(byte[] hash, List<Stored<?>> used) {
    return Stream.concat(near(before(nsec3, hash), used), near(before(optOut, hash), used));
  }

  /** How many links are known. */
  int size() {
    return nsec.size() + nsec3.size() + optOut.size();
  }
}
