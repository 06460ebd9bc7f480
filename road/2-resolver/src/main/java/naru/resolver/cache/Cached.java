package naru.resolver.cache;

import java.util.List;
import naru.resolver.Security;
import naru.resolver.SignedSet;

/** What the cache knows of a name and a type. Immutable. */
public sealed interface Cached {
  /**
   * The records.
   *
   * @param proof where a wildcard made them: that nothing closer exists
   */
  record Positive(SignedSet set, Rank rank, List<SignedSet> proof) implements Cached {
    public Positive {
      proof = List.copyOf(proof);
    }
  }

  /** The name exists, the type does not (RFC 2308 §2.2). */
  record NoData(List<SignedSet> proof, Security judged) implements Cached {
    public NoData {
      proof = List.copyOf(proof);
    }
  }

  /** The name does not exist, whatever the type (RFC 2308 §2.1). */
  record NoName(List<SignedSet> proof, Security judged) implements Cached {
    public NoName {
      proof = List.copyOf(proof);
    }
  }
}
