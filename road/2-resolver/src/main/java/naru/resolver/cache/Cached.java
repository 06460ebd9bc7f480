package naru.resolver.cache;

import java.util.List;
import naru.resolver.SignedSet;

/** What the cache knows of a name and a type. Immutable. */
public sealed interface Cached {
  /** The records. */
  record Positive(SignedSet set, Rank rank) implements Cached {}

  /** The name exists, the type does not (RFC 2308 §2.2). */
  record NoData(List<SignedSet> proof) implements Cached {
    public NoData {
      proof = List.copyOf(proof);
    }
  }

  /** The name does not exist, whatever the type (RFC 2308 §2.1). */
  record NoName(List<SignedSet> proof) implements Cached {
    public NoName {
      proof = List.copyOf(proof);
    }
  }
}
