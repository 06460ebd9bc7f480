package naru.resolver;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import naru.journey.Cause;
import naru.wire.Rcode;
import naru.wire.Record;

/**
 * What came of a question: an answer, a denial, or a failure with its cause. Immutable.
 *
 * @param answers the aliases in their order, then what they led to
 * @param authorities what a negative answer rests on, its SOA first
 * @param authentic every set was validated (AD)
 * @param errors what the extended errors of the answer say
 * @param cause why there is no answer, where there is none; a name that does not exist is an answer
 */
public record Resolved(
    Rcode rcode,
    List<SignedSet> answers,
    List<SignedSet> authorities,
    boolean authentic,
    List<ExtendedError> errors,
    Optional<Cause> cause) {
  public Resolved {
    answers = List.copyOf(answers);
    authorities = List.copyOf(authorities);
    errors = List.copyOf(errors);
  }

  /** An answer, or a denial. */
  public static Resolved of(Rcode rcode, List<SignedSet> answers, List<SignedSet> authorities) {
    return new Resolved(rcode, answers, authorities, false, List.of(), Optional.empty());
  }

  /** Whether there is no answer, not even a denial. */
  public boolean isFailure() {
    return rcode.equals(Rcode.SERVFAIL);
  }

  /** The same, told to be out of date (RFC 8914 §4.4, §4.20). */
  public Resolved asStale() {
    boolean noName = rcode.equals(Rcode.NXDOMAIN);
    int code = noName ? ExtendedError.STALE_NXDOMAIN : ExtendedError.STALE_ANSWER;
    return with(new ExtendedError(code, ""));
  }

  /** The same, with everything in it validated or not. */
  public Resolved authentic(boolean all) {
    return new Resolved(rcode, answers, authorities, all, errors, cause);
  }

  /** SERVFAIL, and why. */
  public static Resolved failed(Cause cause, List<ExtendedError> errors) {
    return new Resolved(Rcode.SERVFAIL, List.of(), List.of(), false, errors, Optional.of(cause));
  }

  /** A refusal, and why. */
  public static Resolved refused(ExtendedError why) {
    return new Resolved(Rcode.REFUSED, List.of(), List.of(), false, List.of(why), Optional.empty());
  }

  /** The same with one more extended error. */
  public Resolved with(ExtendedError error) {
    List<ExtendedError> more = new ArrayList<>(errors);
    more.add(error);
    return new Resolved(rcode, answers, authorities, authentic, more, cause);
  }

  /** The same behind aliases that came first; these are not validated. */
  public Resolved behind(List<SignedSet> aliases) {
    List<SignedSet> all = new ArrayList<>(aliases);
    all.addAll(answers);
    return new Resolved(rcode, all, authorities, false, errors, cause);
  }

  /** Whether this set may stand in the answer: beside validated ones only validated ones may. */
  public boolean mayCarry(SignedSet set) {
    return !authentic || set.security() == Security.SECURE;
  }

  /** The records of the answer section. */
  public List<Record> answerRecords(boolean withSignatures) {
    List<Record> records = new ArrayList<>();
    for (SignedSet set : answers) {
      records.addAll(set.records(withSignatures));
    }
    return records;
  }

  /** The records of the authority section; proofs are only for those who asked for DNSSEC. */
  public List<Record> authorityRecords(boolean withSignatures) {
    List<Record> records = new ArrayList<>();
    for (SignedSet set : authorities) {
      if (withSignatures || !set.isProof()) {
        records.addAll(set.records(withSignatures));
      }
    }
    return records;
  }
}
