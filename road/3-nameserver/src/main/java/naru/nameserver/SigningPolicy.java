package naru.nameserver;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * How a zone is signed. Immutable.
 *
 * @param validity from now to the end of a signature; it begins {@link Limits#SIGNATURE_SKEW} ago
 * @param renewal what is left of that when all are made anew: longer than any TTL, so that no cache
 *     holds an expired one
 */
public record SigningPolicy(Denying denying, Duration validity, Duration renewal) {
  /** How what is not there is proven. */
  public enum Denying {
    /** By the names before and after it (RFC 4034 §4). */
    NSEC,

    /** By hashes of names, neither salted nor iterated (RFC 5155, RFC 9276 §3.1). */
    NSEC3,

    /** The same, and unsigned children are left out of the chain (RFC 5155 §6). */
    NSEC3_OPT_OUT;

    /** The words of configuration files, which {@link #parse} reads. */
    public static final String WORDS = "nsec, nsec3 or nsec3-opt-out";

    /** {@code nsec}, {@code nsec3} or {@code nsec3-opt-out}. */
    public static Optional<Denying> parse(String text) {
      return Arrays.stream(values())
          .filter(each -> each.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(text))
          .findFirst();
    }
  }

  /** NSEC, two weeks, renewed after one. */
  public static final SigningPolicy USUAL =
      new SigningPolicy(Denying.NSEC, Duration.ofDays(14), Duration.ofDays(7));

  public SigningPolicy {
    if (renewal.isNegative() || renewal.isZero() || renewal.compareTo(validity) >= 0) {
      throw new IllegalArgumentException("validity " + validity + ", renewal " + renewal);
    }
  }

  /** The same with another proof of what is not there. */
  public SigningPolicy denyingBy(Denying other) {
    return new SigningPolicy(other, validity, renewal);
  }

  /** How long after signing it is time to sign again. */
  public Duration period() {
    return validity.minus(renewal);
  }
}
