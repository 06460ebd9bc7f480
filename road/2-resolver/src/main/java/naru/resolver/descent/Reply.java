package naru.resolver.descent;

import java.util.List;
import naru.resolver.SignedSet;
import naru.resolver.cache.Delegation;
import naru.resolver.cache.FailureCache.Failure;
import naru.wire.Name;

/** What asking a zone came to. Immutable. */
sealed interface Reply {
  /** Ask the servers of a zone further down. */
  record Referral(Delegation to) implements Reply {}

  /** What looking up a question comes to, after all referrals. */
  sealed interface Found extends Reply {}

  /**
   * The question, or a part of it, is answered: through these aliases to this end.
   *
   * @param authoritative the server speaks for the zone (AA)
   */
  record Answered(List<Link> links, End end, boolean authoritative) implements Found {
    public Answered {
      links = List.copyOf(links);
    }

    /** The name that the end is about. */
    Name lastName(Name asked) {
      return links.isEmpty() ? asked : links.getLast().target();
    }
  }

  /** No server gave an answer that counts. */
  record Failed(Failure failure) implements Found {}

  /** One alias: its CNAME, or a DNAME and the CNAME made from it (RFC 6672 §3.1). */
  record Link(List<SignedSet> sets, Name target) {
    public Link {
      sets = List.copyOf(sets);
    }
  }

  /** Where the aliases lead. */
  sealed interface End {
    /** To records. */
    record Records(List<SignedSet> sets) implements End {
      public Records {
        sets = List.copyOf(sets);
      }
    }

    /** To a name without such records. */
    record NoData(List<SignedSet> proof) implements End {
      public NoData {
        proof = List.copyOf(proof);
      }
    }

    /** To a name that does not exist. */
    record NoName(List<SignedSet> proof) implements End {
      public NoName {
        proof = List.copyOf(proof);
      }
    }

    /** To a name about which nothing was said: it is looked up by itself. */
    record Elsewhere() implements End {}

    /** To a name that would be too long (RFC 6672 §2.2): {@code dname} made it so. */
    record NameTooLong(SignedSet dname) implements End {}
  }
}
