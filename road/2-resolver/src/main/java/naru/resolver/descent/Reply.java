package naru.resolver.descent;

import java.util.List;
import naru.resolver.Security;
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

    /** What validation said of all of it: as much as of its weakest part. */
    Security security() {
      Security all = end.security();
      for (Link link : links) {
        all = all.and(link.security());
      }
      return all;
    }

    /** The name that the end is about. */
    Name lastName(Name asked) {
      return links.isEmpty() ? asked : links.getLast().target();
    }
  }

  /** No server gave an answer that counts. */
  record Failed(Failure failure) implements Found {}

  /**
   * One alias: its CNAME, or a DNAME and the CNAME made from it (RFC 6672 §3.1).
   *
   * @param proof where a wildcard made it: that nothing closer exists (RFC 4035 §3.1.3.3)
   */
  record Link(List<SignedSet> sets, Name target, List<SignedSet> proof) {
    public Link {
      sets = List.copyOf(sets);
      proof = List.copyOf(proof);
    }

    Security security() {
      return Reply.security(sets);
    }

    boolean isExpanded() {
      return sets.getFirst().isExpanded();
    }

    /** The same with the proof that belongs to it. */
    Link provenBy(List<SignedSet> sets) {
      return new Link(this.sets, target, sets);
    }
  }

  /** What validation said of all of them: as much as of the weakest. */
  static Security security(List<SignedSet> sets) {
    Security all = Security.SECURE;
    for (SignedSet set : sets) {
      all = all.and(set.security());
    }
    return all;
  }

  /** Where the aliases lead. */
  sealed interface End {
    /**
     * To records.
     *
     * @param proof where a wildcard made them: that nothing closer exists
     */
    record Records(List<SignedSet> sets, List<SignedSet> proof) implements End {
      public Records {
        sets = List.copyOf(sets);
        proof = List.copyOf(proof);
      }
    }

    /** To a name without such records. */
    record NoData(List<SignedSet> proof, Security judged) implements End {
      public NoData {
        proof = List.copyOf(proof);
      }
    }

    /** To a name that does not exist. */
    record NoName(List<SignedSet> proof, Security judged) implements End {
      public NoName {
        proof = List.copyOf(proof);
      }
    }

    /** To a name about which nothing was said: it is looked up by itself. */
    record Elsewhere() implements End {}

    /** To a name that would be too long (RFC 6672 §2.2): {@code dname} made it so. */
    record NameTooLong(SignedSet dname) implements End {}

    /** What validation said of it; nothing that was said is as secure as anything. */
    default Security security() {
      return switch (this) {
        case Records(var sets, _) -> Reply.security(sets);
        case NoData(_, Security judged) -> judged;
        case NoName(_, Security judged) -> judged;
        case Elsewhere() -> Security.SECURE;
        case NameTooLong(SignedSet dname) -> dname.security();
      };
    }
  }
}
