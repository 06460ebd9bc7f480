package naru.proof.adversary;

import java.util.Optional;
import naru.nameserver.SigningPolicy.Denying;

/**
 * How a zone is signed, and what is wrong with that. Immutable.
 *
 * @param denying how it proves what is not there; empty where it is not signed
 * @param key which of the keys signs it
 */
record Seal(Optional<Denying> denying, Flaw flaw, int key) {
  /** Not signed, and nobody says that it is. */
  static final Seal NONE = new Seal(Optional.empty(), Flaw.NONE, 0);

  /** What breaks a chain of trust. */
  enum Flaw {
    NONE,
    /** The parent has no DS: what is below is insecure, and provably so. */
    NO_DS,
    /** The parent's DS is of another key. */
    WRONG_DS,
    /** Its signatures were good until yesterday. */
    EXPIRED,
    /** The parent has a DS, but nothing is signed. */
    NOT_SIGNED
  }

  /** What a validator must make of names in a zone. */
  enum Trust {
    INSECURE,
    SECURE,
    BOGUS
  }

  boolean isSigned() {
    return denying.isPresent() && flaw != Flaw.NOT_SIGNED;
  }

  /** Whether the parent says that it is signed. */
  boolean isVouchedFor() {
    return denying.isPresent() && flaw != Flaw.NO_DS;
  }

  /** Whether what it does not have may be left unproven: opt-out. */
  boolean leavesOut() {
    return denying.filter(Denying.NSEC3_OPT_OUT::equals).isPresent();
  }

  /** What becomes of trust in the parent. */
  Trust below(Trust parent) {
    return switch (parent) {
      case BOGUS -> Trust.BOGUS;
      case INSECURE -> Trust.INSECURE;
      case SECURE ->
          switch (flaw) {
            case NONE -> denying.isPresent() ? Trust.SECURE : Trust.INSECURE;
            case NO_DS -> Trust.INSECURE;
            case WRONG_DS, EXPIRED, NOT_SIGNED -> Trust.BOGUS;
          };
    };
  }
}
