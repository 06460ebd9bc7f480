package naru.resolver.validation;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import naru.dnssec.AlgorithmPolicy;
import naru.dnssec.Checked;
import naru.dnssec.SignatureCheck;
import naru.resolver.Limits;
import naru.resolver.Security;
import naru.resolver.SignedSet;
import naru.resolver.ValidationPolicy;
import naru.time.Time;
import naru.wire.RecordData;
import naru.wire.RecordData.Rrsig;
import naru.wire.RecordSet;

/**
 * Judges one record set by the keys of its zone (RFC 4035 §5.3): one good signature is enough.
 * Thread-safe.
 */
final class SetCheck {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

  private final Time time;
  private final AlgorithmPolicy algorithms;
  private final ValidationPolicy.Dates dates;
  private final SignatureCheck signatures;

  SetCheck(Time time, ValidationPolicy policy) {
    this.time = time;
    this.algorithms = policy.algorithms();
    this.dates = policy.dates();
    this.signatures = new SignatureCheck(policy.algorithms());
  }

  /** What came of it. */
  sealed interface Result {
    /** The set, marked secure, with no more time to live than its signature allows. */
    record Good(SignedSet set) implements Result {}

    record Bad(Flaw flaw) implements Result {}
  }

  /** Whether one of the keys signed the set. */
  Result check(SignedSet signed, Trust.Secure trust, Work work) {
    if (signed.security() == Security.SECURE) {
      return new Result.Good(signed);
    }
    String about = words(signed.set());
    Flaw worst = Flaw.missingSignature(about + " is not signed by " + trust.zone().toHost());
    int tries = 0;
    for (Rrsig signature : signed.rrsigs()) {
      Optional<Flaw> unfit = unfit(signed.set(), signature, trust);
      List<Trust.Key> keys = keys(trust, signature);
      if (unfit.isPresent() || keys.isEmpty()) {
        worst = worst.orGraver(unfit.orElseGet(() -> noKey(about, signature, trust)));
        continue;
      }
      for (Trust.Key key : keys) {
        if (tries++ == Limits.SIGNATURES_A_SET || !work.takeCheck()) {
          return new Result.Bad(tooMany(about, tries, work));
        }
        Checked checked = signatures.check(signed.set(), signature, key.data());
        if (checked instanceof Checked.Good) {
          return good(signed, signature);
        }
        work.checkFailed();
        worst = worst.orGraver(Flaw.badSignature(about + ": " + words(signature) + " is wrong"));
      }
    }
    return new Result.Bad(worst);
  }

  private static Flaw tooMany(String about, int tries, Work work) {
    String limit =
        tries > Limits.SIGNATURES_A_SET
            ? Limits.SIGNATURES_A_SET + " signatures tried for one record set"
            : work.limitMet();
    return Flaw.limit(about + " met a limit of validation: " + limit);
  }

  private static Flaw noKey(String about, Rrsig signature, Trust.Secure trust) {
    return Flaw.noKeyForTag(
        about
            + ": signed by key "
            + signature.keyTag()
            + ", which is none of "
            + trust.zone().toHost()
            + "'s: "
            + trust.keys().stream().map(Trust.Key::tag).toList());
  }

  /** A few keys may share a tag by chance; many do so on purpose. */
  private static List<Trust.Key> keys(Trust.Secure trust, Rrsig signature) {
    return trust.keys().stream()
        .filter(key -> key.tag() == signature.keyTag())
        .filter(key -> key.data().algorithm() == signature.algorithm())
        .limit(Limits.KEYS_A_TAG)
        .toList();
  }

  /** What makes the signature no use, before any key is tried. */
  private Optional<Flaw> unfit(RecordSet set, Rrsig signature, Trust.Secure trust) {
    String about = words(set) + ": " + words(signature);
    if (!signature.signer().equals(trust.zone())) {
      return Optional.of(Flaw.badSignature(about + " is not of " + trust.zone().toHost()));
    }
    // RFC 4035 §5.3.1: never more labels than the owner, never fewer than the signer.
    boolean labels =
        signature.labels() <= labels(set) && signature.labels() >= signature.signer().labelCount();
    if (!labels) {
      return Optional.of(Flaw.badSignature(about + " counts " + signature.labels() + " labels"));
    }
    if (!algorithms.signature(signature.algorithm())) {
      String algorithm = " is of algorithm " + signature.algorithm() + ", which does not count";
      return Optional.of(Flaw.unsupported(about + algorithm));
    }
    return outOfTime(about, signature);
  }

  /** Labels of the owner, a wildcard's asterisk not counted (RFC 4034 §3.1.3). */
  private static int labels(RecordSet set) {
    return set.owner().labelCount() - (set.owner().isWildcard() ? 1 : 0);
  }

  private Optional<Flaw> outOfTime(String about, Rrsig signature) {
    return dates
        .moment(time.instant())
        .flatMap(moment -> {
          long now = moment.getEpochSecond();
          if (after(now, signature.expiration())) {
            String since = date(now, signature.expiration());
            return Optional.of(Flaw.expired(about + " expired on " + since));
          }
          if (after(signature.inception(), now)) {
            String from = date(now, signature.inception());
            return Optional.of(Flaw.notYetValid(about + " is not valid before " + from));
          }
          return Optional.empty();
        });
  }

  /** RFC 4034 §3.1.5: seconds modulo 2^32, compared as serial numbers (RFC 1982). */
  private static boolean after(long a, long b) {
    return (int) (a - b) > 0;
  }

  private static String date(long now, long seconds) {
    return DATE.format(Instant.ofEpochSecond(now + (int) (seconds - now)));
  }

  /** RFC 4035 §5.3.3: the least of all that limits the time to live. */
  private Result good(SignedSet signed, Rrsig signature) {
    long ttl = Math.min(signed.ttlSeconds(), signature.originalTtl());
    long left =
        dates
            .moment(time.instant())
            .map(moment -> (long) (int) (signature.expiration() - moment.getEpochSecond()))
            .orElse(ttl);
    return new Result.Good(signed.withTtl(Math.clamp(left, 0, ttl)).as(Security.SECURE));
  }

  static String words(RecordSet set) {
    return set.owner().toHost() + " " + set.type();
  }

  private static String words(Rrsig signature) {
    return "the signature by key " + signature.keyTag() + " of " + signature.signer().toHost();
  }

  /** The keys of a set that may sign. */
  static List<Trust.Key> signingKeys(RecordSet dnskeys) {
    return dnskeys
        .values()
        .filter(RecordData.Dnskey.class::isInstance)
        .map(RecordData.Dnskey.class::cast)
        .map(Trust.Key::of)
        .filter(Trust.Key::signsZone)
        .toList();
  }
}
