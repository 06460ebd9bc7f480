package naru.dnssec;

import java.util.List;

/**
 * Which keys a zone is to have. Immutable.
 *
 * @param algorithm of keys that are made: 8, 13, 14, 15 or 16
 * @param split one that the parent vouches for and that signs the keys, and one for all the rest;
 *     else one key for both
 */
public record KeyPlan(int algorithm, boolean split) {
  /** One key of P-256. */
  public static final KeyPlan USUAL = new KeyPlan(13, false);

  public KeyPlan {
    if (!makes(algorithm)) {
      throw new IllegalArgumentException("no keys of algorithm " + algorithm);
    }
  }

  /** Whether keys of this algorithm can be made here. */
  public static boolean makes(int algorithm) {
    return Scheme.of(algorithm).filter(KeyPairs::makes).isPresent();
  }

  /** What each key is for; also the ending of its file's name. */
  enum Role {
    KSK(true),
    ZSK(false),
    CSK(true);

    final boolean secureEntryPoint;

    Role(boolean secureEntryPoint) {
      this.secureEntryPoint = secureEntryPoint;
    }
  }

  List<Role> roles() {
    return split ? List.of(Role.KSK, Role.ZSK) : List.of(Role.CSK);
  }
}
