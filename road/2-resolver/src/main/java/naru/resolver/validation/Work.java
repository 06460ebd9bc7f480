package naru.resolver.validation;

import naru.resolver.Limits;

/**
 * What validation may still cost for one client's question: signatures verified, signatures that
 * turned out bad, hashes computed (KeyTrap, CVE-2023-50387; CVE-2023-50868). Never filled up again.
 * Confined to the task of that question.
 */
public final class Work {
  private int checksLeft = Limits.CHECKS_A_QUESTION;
  private int failuresLeft = Limits.FAILED_CHECKS_A_QUESTION;
  private int hashesLeft = Limits.HASHES_A_QUESTION;
  private int digests;
  private boolean outOfHashes;

  /** Takes one verification, if there is one left. */
  boolean takeCheck() {
    if (checksLeft == 0 || failuresLeft == 0) {
      return false;
    }
    checksLeft--;
    return true;
  }

  /** A signature was bad: an honest zone has hardly any. */
  void checkFailed() {
    failuresLeft--;
  }

  /** Takes one NSEC3 hash, if there is one left. */
  boolean takeHash() {
    if (hashesLeft == 0) {
      outOfHashes = true;
      return false;
    }
    hashesLeft--;
    return true;
  }

  /** The limit of signatures that was met, in words. */
  String limitMet() {
    return failuresLeft == 0
        ? Limits.FAILED_CHECKS_A_QUESTION + " bad signatures for one question"
        : Limits.CHECKS_A_QUESTION + " signatures for one question";
  }

  /** Counts one digest of a key; how many there can be is bounded for each zone. */
  void digested() {
    digests++;
  }

  /** Digests of keys computed so far. */
  public int digests() {
    return digests;
  }

  /** Whether a hash was wanted that there was nothing left for. */
  boolean isOutOfHashes() {
    return outOfHashes;
  }

  /** Verifications done so far. */
  public int checks() {
    return Limits.CHECKS_A_QUESTION - checksLeft;
  }

  /** Hashes computed so far. */
  public int hashes() {
    return Limits.HASHES_A_QUESTION - hashesLeft;
  }
}
