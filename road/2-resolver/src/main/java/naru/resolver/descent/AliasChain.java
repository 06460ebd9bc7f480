package naru.resolver.descent;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import naru.journey.Cause;
import naru.journey.VerdictCode;
import naru.resolver.ExtendedError;
import naru.resolver.Limits;
import naru.resolver.Security;
import naru.resolver.SignedSet;
import naru.resolver.cache.FailureCache.Failure;
import naru.resolver.descent.Reply.Link;
import naru.wire.Name;

/** The aliases that were followed for one question, in order. Confined to its task. */
final class AliasChain {
  private final List<Name> names = new ArrayList<>();
  private final List<SignedSet> sets = new ArrayList<>();
  private final List<SignedSet> proof = new ArrayList<>();
  private final List<SignedSet> needed = new ArrayList<>();

  AliasChain(Name first) {
    names.add(first);
  }

  /** The name at its end. */
  Name end() {
    return names.getLast();
  }

  /** The records so far, and these at the end; each set once, though two aliases may need it. */
  List<SignedSet> with(List<SignedSet> last) {
    return joined(sets, last);
  }

  /**
   * What proves the aliases that wildcards made, and this at the end; each once. With a denial,
   * everything that came beside an alias may be a part of it.
   */
  List<SignedSet> proofWith(List<SignedSet> last, boolean denial) {
    return joined(denial ? proof : needed, last);
  }

  private static List<SignedSet> joined(List<SignedSet> first, List<SignedSet> last) {
    if (first.isEmpty()) {
      return last;
    }
    Set<SignedSet> all = new LinkedHashSet<>(first);
    all.addAll(last);
    return List.copyOf(all);
  }

  /** What validation said of the aliases. */
  Security security() {
    return Reply.security(sets);
  }

  /** Follows these aliases; a failure where they circle or go on for too long. */
  Optional<Failure> follow(List<Link> links) {
    for (Link link : links) {
      boolean circles = names.contains(link.target());
      names.add(link.target());
      sets.addAll(link.sets());
      proof.addAll(link.proof());
      needed.addAll(link.isExpanded() ? link.proof() : List.of());
      if (circles) {
        return stop(VerdictCode.DNS_ALIAS_LOOP, "the aliases circle");
      }
      if (names.size() > Limits.ALIASES + 1) {
        String limit = "more than " + Limits.ALIASES + " aliases";
        return stop(VerdictCode.DNS_ALIAS_TOO_LONG, limit);
      }
    }
    return Optional.empty();
  }

  private Optional<Failure> stop(VerdictCode code, String what) {
    String chain = names.stream().map(Name::toHost).collect(Collectors.joining(" -> "));
    List<String> proof = names.stream().map(Name::toHost).toList();
    Cause cause = new Cause(code, what + ": " + chain, proof);
    return Optional.of(
        new Failure(cause, List.of(new ExtendedError(ExtendedError.OTHER, cause.text()))));
  }
}
