package naru.resolver;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import naru.dnssec.DsDigest;
import naru.dnssec.SigningKey;
import naru.time.SimulatedTime;
import naru.wire.Message;
import naru.wire.Name;
import naru.wire.Rdata;
import naru.wire.Record;
import naru.wire.RecordClass;
import naru.wire.RecordData;
import naru.wire.RecordSet;
import naru.wire.RecordText;
import naru.wire.RecordType;

/**
 * The plan of a signed zone of a test: what is in it, who signs it, how it denies, and what is
 * wrong with it. It is signed when it is first asked; a change after that signs it anew. Confined
 * to one test.
 */
final class SignedZone {
  /** When the worlds of these tests begin. */
  static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

  static final int ED25519 = 15;

  private static final Map<String, SigningKey> KEYS = new ConcurrentHashMap<>();

  final Name origin;
  private final List<Record> records = new ArrayList<>();
  private final List<SignedZone> children = new ArrayList<>();
  private final Map<Of, Function<RecordSet, List<Record>>> signings = new LinkedHashMap<>();
  private UnaryOperator<List<Record>> change = records -> records;
  private Hashing hashing = Hashing.NONE;
  private boolean signed = true;
  private SigningKey keySigner;
  private SigningKey zoneSigner;
  private Optional<List<RecordData>> digests = Optional.empty();
  private List<RecordData> moreKeys = List.of();
  private int validFrom = -2;
  private Optional<SealedZone> sealed = Optional.empty();

  private SignedZone(Name origin) {
    this.origin = origin;
    this.keySigner = key("ksk " + origin, ED25519, true);
    this.zoneSigner = key("zsk " + origin, ED25519, false);
    RecordData soa = new RecordData.Soa(origin, origin, 1, 3600, 600, 86_400, 60);
    records.add(Record.of(origin, 600, soa));
  }

  /** How names are hashed for NSEC3, if at all. */
  record Hashing(boolean on, int iterations, Rdata salt, boolean optOut) {
    static final Hashing NONE = new Hashing(false, 0, Rdata.of(new byte[0]), false);
  }

  private record Of(Name owner, RecordType type) {}

  /** Lines of {@code OWNER TTL TYPE DATA}, all names absolute; an SOA is made, denials by NSEC. */
  static SignedZone of(String origin, String... lines) {
    return new SignedZone(Name.of(origin)).add(lines);
  }

  /** The same key for the same label, whoever asks. */
  static SigningKey key(String label, int algorithm, boolean secureEntryPoint) {
    return KEYS.computeIfAbsent(
        label + " " + algorithm + secureEntryPoint,
        all ->
            SigningKey.generate(
                algorithm,
                secureEntryPoint,
                new SimulatedTime(all.hashCode(), Instant.EPOCH).chance()));
  }

  static Record record(String line) {
    String[] words = line.trim().split(" +", 4);
    RecordType type = RecordType.parse(words[2]).orElseThrow();
    Rdata data = RecordText.parse(type, words[3], Name.ROOT).orThrow();
    return new Record(Name.of(words[0]), type, RecordClass.IN, Long.parseLong(words[1]), data);
  }

  SignedZone add(String... lines) {
    Stream.of(lines).map(SignedZone::record).forEach(records::add);
    return changed();
  }

  /** A zone below, with its servers; its digests follow what it plans. */
  SignedZone delegate(SignedZone child, String... lines) {
    children.add(child);
    return add(lines);
  }

  SignedZone nsec3(int iterations, String salt) {
    hashing = new Hashing(true, iterations, Rdata.of(HexFormat.of().parseHex(salt)), false);
    return changed();
  }

  /** NSEC3, and unsigned delegations are left out of the chain (RFC 5155 §6). */
  SignedZone nsec3OptOut(int iterations, String salt) {
    hashing = new Hashing(true, iterations, Rdata.of(HexFormat.of().parseHex(salt)), true);
    return changed();
  }

  /** Nobody signs it, and its parent says so. */
  SignedZone unsigned() {
    signed = false;
    return changed();
  }

  SignedZone keys(SigningKey forKeys, SigningKey forZone) {
    keySigner = forKeys;
    zoneSigner = forZone;
    return changed();
  }

  /** Further data in the DNSKEY set. */
  SignedZone showing(RecordData... keys) {
    moreKeys = List.of(keys);
    return changed();
  }

  /** What the parent says of its keys, whatever they are; nothing: that there are none. */
  SignedZone digests(RecordData... data) {
    digests = Optional.of(List.of(data));
    return changed();
  }

  /** This set gets these signatures instead of the usual one. */
  SignedZone signing(String owner, RecordType type, Function<RecordSet, List<Record>> how) {
    signings.put(new Of(Name.of(owner), type), how);
    return changed();
  }

  SignedZone withoutSignature(String owner, RecordType type) {
    return signing(owner, type, _ -> List.of());
  }

  SignedZone expired(String owner, RecordType type) {
    return signing(owner, type, set -> List.of(sign(set, days(-30), days(-2))));
  }

  SignedZone notYetValid(String owner, RecordType type) {
    return signing(owner, type, set -> List.of(sign(set, days(3), days(30))));
  }

  SignedZone badSignature(String owner, RecordType type) {
    return signing(owner, type, set -> List.of(spoilt(sign(set))));
  }

  /** All is signed on this day of the world, for thirty days. */
  SignedZone validFrom(int day) {
    validFrom = day;
    return changed();
  }

  /** What is there in the end, after signing. */
  SignedZone changing(UnaryOperator<List<Record>> how) {
    UnaryOperator<List<Record>> before = change;
    change = records -> how.apply(before.apply(records));
    return changed();
  }

  private SignedZone changed() {
    sealed = Optional.empty();
    return this;
  }

  static Instant days(int days) {
    return START.plus(Duration.ofDays(days));
  }

  /** As this zone usually signs. */
  Record sign(RecordSet set) {
    return sign(set, days(validFrom), days(validFrom + 30));
  }

  Record sign(RecordSet set, Instant from, Instant until) {
    return signer(set).sign(set, origin, from, until);
  }

  private SigningKey signer(RecordSet set) {
    return set.type().equals(RecordType.DNSKEY) ? keySigner : zoneSigner;
  }

  SigningKey keySigner() {
    return keySigner;
  }

  SigningKey zoneSigner() {
    return zoneSigner;
  }

  /** The same signature with one bit turned. */
  static Record spoilt(Record rrsig) {
    byte[] octets = rrsig.rdata().bytes();
    octets[octets.length - 1] ^= 1;
    return new Record(
        rrsig.owner(), rrsig.type(), rrsig.recordClass(), rrsig.ttlSeconds(), Rdata.of(octets));
  }

  /** The same signature with other data around it. */
  static Record changed(Record rrsig, UnaryOperator<RecordData.Rrsig> how) {
    RecordData.Rrsig data = (RecordData.Rrsig) rrsig.data().orThrow();
    return Record.of(rrsig.owner(), rrsig.ttlSeconds(), how.apply(data));
  }

  /** What its parent says of its keys. */
  List<RecordData> digests() {
    return digests.orElseGet(() -> signed ? List.of(keySigner.ds(origin)) : List.of());
  }

  /** A DS of another digest type. */
  RecordData.Ds digest(int type) {
    return DsDigest.of(origin, keySigner.dnskey(), type).orElseThrow();
  }

  TrustAnchor anchor() {
    return TrustAnchor.of(origin, List.of(keySigner.ds(origin)));
  }

  /** With what is delegated and what is signed. */
  SealedZone sealed() {
    if (sealed.isEmpty()) {
      sealed = Optional.of(SealedZone.of(origin, change.apply(all()), hashing));
    }
    return sealed.get();
  }

  private List<Record> all() {
    List<Record> all = new ArrayList<>(records);
    for (SignedZone child : children) {
      child.digests().forEach(data -> all.add(Record.of(child.origin, 3600, data)));
    }
    if (!signed) {
      return all;
    }
    Stream.concat(Stream.of(keySigner.dnskey(), zoneSigner.dnskey()).distinct(), moreKeys.stream())
        .forEach(key -> all.add(Record.of(origin, 3600, key)));
    all.addAll(Denials.chain(origin, all, hashing));
    List<RecordSet> sets = RecordSet.group(all);
    sets.stream()
        .filter(set -> Denials.isOwn(origin, all, set))
        .forEach(set -> all.addAll(signatures(set)));
    return all;
  }

  private List<Record> signatures(RecordSet set) {
    return signings
        .getOrDefault(new Of(set.owner(), set.type()), usual -> List.of(sign(usual)))
        .apply(set);
  }

  Message answer(Message query) {
    return sealed().answer(query);
  }
}
