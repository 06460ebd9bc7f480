package naru.resolver.validation;

import java.util.List;
import naru.journey.Cause;
import naru.journey.VerdictCode;
import naru.resolver.ExtendedError;
import naru.resolver.Limits;
import naru.resolver.cache.FailureCache.Failure;

/**
 * Why something is not believed. Of several the one that explains most counts: a good signature out
 * of its time says more than one that does not verify, and that more than none. Immutable.
 */
record Flaw(VerdictCode code, List<Integer> infoCodes, String text, int weight) {
  Flaw {
    infoCodes = List.copyOf(infoCodes);
  }

  private Flaw(VerdictCode code, int infoCode, String text, int weight) {
    this(code, List.of(infoCode), text, weight);
  }

  static Flaw expired(String text) {
    return new Flaw(VerdictCode.DNS_BOGUS_EXPIRED, ExtendedError.SIGNATURE_EXPIRED, text, 6);
  }

  static Flaw notYetValid(String text) {
    return new Flaw(
        VerdictCode.DNS_BOGUS_NOT_YET_VALID, ExtendedError.SIGNATURE_NOT_YET_VALID, text, 6);
  }

  static Flaw badSignature(String text) {
    return new Flaw(VerdictCode.DNS_BOGUS_BAD_SIGNATURE, ExtendedError.DNSSEC_BOGUS, text, 5);
  }

  static Flaw noKeyForTag(String text) {
    return new Flaw(VerdictCode.DNS_BOGUS_NO_DNSKEY, ExtendedError.DNSKEY_MISSING, text, 4);
  }

  static Flaw noDnskey(String text) {
    return new Flaw(VerdictCode.DNS_BOGUS_NO_DNSKEY, ExtendedError.DNSKEY_MISSING, text, 4);
  }

  static Flaw noMatchingDs(String text) {
    return new Flaw(VerdictCode.DNS_BOGUS_NO_MATCHING_DS, ExtendedError.DNSKEY_MISSING, text, 4);
  }

  /** RFC 8914 §4.10 speaks of a parent's DS only. */
  static Flaw noMatchingAnchor(String text) {
    return new Flaw(VerdictCode.DNS_BOGUS_NO_MATCHING_DS, ExtendedError.DNSSEC_BOGUS, text, 4);
  }

  static Flaw unsupported(String text) {
    return new Flaw(
        VerdictCode.DNS_BOGUS_BAD_SIGNATURE, ExtendedError.UNSUPPORTED_KEY_ALGORITHM, text, 2);
  }

  static Flaw missingSignature(String text) {
    return new Flaw(VerdictCode.DNS_BOGUS_MISSING_SIGNATURE, ExtendedError.RRSIGS_MISSING, text, 1);
  }

  private static Flaw missingDenial(String text) {
    return new Flaw(
        VerdictCode.DNS_BOGUS_MISSING_DENIAL,
        List.of(ExtendedError.DNSSEC_BOGUS, ExtendedError.NSEC_MISSING),
        text,
        3);
  }

  /** Something is not proven: it cannot be, or that would cost too much. */
  static Flaw unproven(String text, Work work) {
    String limit = Limits.HASHES_A_QUESTION + " NSEC3 hashes for one question";
    return work.isOutOfHashes()
        ? limit(text + " within the limit of " + limit)
        : missingDenial(text);
  }

  static Flaw limit(String text) {
    return new Flaw(VerdictCode.DNS_LIMIT, ExtendedError.DNSSEC_BOGUS, text, 9);
  }

  /** The graver of two; of equals the first. */
  Flaw orGraver(Flaw other) {
    return other.weight > weight ? other : this;
  }

  /** As the failure of a question. */
  Failure failure() {
    return new Failure(
        new Cause(code, text, List.of(text)),
        infoCodes.stream().map(infoCode -> new ExtendedError(infoCode, text)).toList());
  }
}
