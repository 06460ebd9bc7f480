package naru.resolver.validation;

import java.util.List;
import java.util.function.Function;
import naru.resolver.SignedSet;
import naru.resolver.cache.FailureCache.Failure;
import naru.wire.Name;
import naru.wire.Question;

/**
 * What validation needs of whoever walks for a client's question: lookups at that question's cost.
 * Confined to the task of that question.
 */
public interface Errand {
  /**
   * Looks up keys or digests. {@code read} says what an answer means; where that is a failure, the
   * next server is asked, and the last failure is returned.
   */
  <T> Read<T> lookUp(Question question, Function<Evidence, Read<T>> read);

  /** What a parent's referral said about the keys of this zone: a DS set, or NSEC and NSEC3. */
  List<SignedSet> toldByReferral(Name zone);

  /** What may still be spent. */
  Work work();

  /** What was made of an answer. */
  sealed interface Read<T> {
    record Useful<T>(T value) implements Read<T> {}

    record Useless<T>(Failure failure) implements Read<T> {}
  }

  /** What a server said to a question for keys or digests. */
  sealed interface Evidence {
    /** Records. */
    record Records(SignedSet set) implements Evidence {}

    /**
     * The name is an alias.
     *
     * @param proof what came along to prove that no closer name exists, for one of a wildcard
     */
    record Alias(SignedSet set, List<SignedSet> proof) implements Evidence {
      public Alias {
        proof = List.copyOf(proof);
      }
    }

    /** No such records, or no such name. */
    record Denied(List<SignedSet> proof) implements Evidence {
      public Denied {
        proof = List.copyOf(proof);
      }
    }
  }
}
